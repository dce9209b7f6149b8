package io.gristmill.rehearsal.server;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.rehearsal.RehearsalConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of the rehearsal server; block {@code rehearsal} of reference.conf.
 *
 * @param rehearsal what it answers
 * @param host to listen on
 * @param port to listen on, 0 for a free one
 * @param threads calls handled at once, at least 1
 * @param latencyMillis what every answer takes, at least 0
 * @param requestsPerMinute greater than 0; infinite for no quota
 * @param tokensPerMinute greater than 0; infinite for no quota
 * @param burstSeconds quota that may be saved up, greater than 0
 * @param apiKey that callers must send, where there is one
 * @param billingLog the file that gets a line a billed call
 */
public record ServerConfig(
    RehearsalConfig rehearsal,
    String host,
    int port,
    int threads,
    int latencyMillis,
    double requestsPerMinute,
    double tokensPerMinute,
    double burstSeconds,
    Optional<String> apiKey,
    Optional<Path> billingLog) {

  /** Reads and checks the block; what is wrong goes to the problems. */
  public static ServerConfig read(Settings settings, Problems problems) {
    RehearsalConfig rehearsal = RehearsalConfig.read(settings, problems);
    SettingsReader server = settings.reader("rehearsal", problems).below("server");
    return new ServerConfig(
        rehearsal,
        server.text("host"),
        server.integer("port", 0, 65_535),
        server.integer("threads", 1, 100_000),
        server.integer("latency-millis", 0, 3_600_000),
        quota(server, "requests-per-minute"),
        quota(server, "tokens-per-minute"),
        server.real("burst-seconds", 0.001, 3600),
        server.optionalText("api-key"),
        server.optionalText("billing-log").map(Path::of));
  }

  private static double quota(SettingsReader server, String key) {
    return server.isNull(key) ? Double.POSITIVE_INFINITY : server.real(key, 1, 1e12);
  }

  @Override
  public String toString() {
    return "rehearsal server on " + host + ":" + port; // the key is in no message
  }
}
