package io.gristmill.llm.client;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** Describes redirects. */
final class Redirect {

  private Redirect() {}

  /** Remedy for the user; shows the target without credentials, query and fragment. */
  static String remedy(URI from, HttpHeaders headers) {
    return headers
        .firstValue("Location")
        .flatMap(location -> target(from, location))
        .map(target -> "The target is " + target + "; set llm.base-url accordingly if you trust it")
        .orElse("The target is missing; check llm.base-url");
  }

  private static Optional<String> target(URI from, String location) {
    try {
      URI to = from.resolve(location.strip());
      if (to.getHost() == null) {
        return Optional.empty();
      }
      String port = to.getPort() < 0 ? "" : ":" + to.getPort();
      return Optional.of(to.getScheme() + "://" + to.getHost() + port + to.getRawPath());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
