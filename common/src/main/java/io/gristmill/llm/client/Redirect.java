package io.gristmill.llm.client;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** Where a server points to. */
final class Redirect {

  private Redirect() {}

  /** What a person can do about it; the target without credentials, query and fragment. */
  static String remedy(URI from, HttpHeaders headers) {
    return headers
        .firstValue("Location")
        .flatMap(location -> target(from, location))
        .map(target -> "It points to " + target + ": set llm.base-url accordingly if you trust it")
        .orElse("It does not say where to: check llm.base-url");
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
