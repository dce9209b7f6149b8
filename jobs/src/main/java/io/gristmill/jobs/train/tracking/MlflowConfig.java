package io.gristmill.jobs.train.tracking;

import io.gristmill.config.SettingsReader;
import io.gristmill.llm.client.SecretSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * The MLflow tracking server; block {@code mlflow} of a training block in reference.conf.
 *
 * @param trackingUri address of the server
 * @param experimentName name of the experiment, created if missing
 * @param runName name of the run; empty: the name of the training
 * @param token location of the bearer token
 * @param tokenKey the setting with that location
 * @param maxQueuedPoints maximum number of queued values
 * @param closeTimeoutSeconds maximum wait at the end of a training (seconds)
 */
record MlflowConfig(
    URI trackingUri,
    String experimentName,
    Optional<String> runName,
    Optional<SecretSource> token,
    String tokenKey,
    int maxQueuedPoints,
    int closeTimeoutSeconds) {

  private static final int MAX_QUEUED_POINTS = 10_000_000;
  private static final int MAX_CLOSE_SECONDS = 3600;

  /** Reads the settings; empty without a tracking address. */
  public static Optional<MlflowConfig> read(SettingsReader settings) {
    Optional<String> uri = settings.optionalText("tracking-uri");
    MlflowConfig config = read(settings, uri.orElse("http://localhost"));
    return uri.map(text -> config);
  }

  private static MlflowConfig read(SettingsReader settings, String uri) {
    String experiment = settings.text("experiment-name");
    if (experiment.isBlank()) {
      settings.problem("experiment-name", "the name of an experiment");
    }
    return new MlflowConfig(
        address(settings, uri),
        experiment,
        settings.optionalText("run-name"),
        token(settings),
        settings.full("tracking-token"),
        settings.integer("max-queued-points", 1000, MAX_QUEUED_POINTS),
        settings.integer("close-timeout-seconds", 0, MAX_CLOSE_SECONDS));
  }

  private static URI address(SettingsReader settings, String text) {
    try {
      URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported below.
    }
    settings.problem("tracking-uri", "an http or https address without user, password and query");
    return URI.create("http://localhost");
  }

  private static Optional<SecretSource> token(SettingsReader settings) {
    Optional<String> text = settings.optionalText("tracking-token");
    Optional<SecretSource> source = text.flatMap(SecretSource::parse);
    if (text.isPresent() && source.isEmpty()) {
      settings.problem("tracking-token", "env:NAME or file:/PATH, never the token itself");
    }
    return source;
  }
}
