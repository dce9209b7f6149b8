package io.gristmill.rehearsal.server;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.rehearsal.RehearsalConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of the rehearsal server (block {@code rehearsal} of reference.conf).
 *
 * @param rehearsal settings of the answers
 * @param host address to listen on
 * @param port port to listen on; 0 picks a free one
 * @param threads number of calls handled concurrently, at least 1
 * @param latencyMillis latency of every answer in milliseconds, at least 0
 * @param requestsPerMinute quota, greater than 0; infinite if none
 * @param tokensPerMinute quota, greater than 0; infinite if none
 * @param burstSeconds unused quota that can be saved up in seconds, greater than 0
 * @param apiKey key that clients must send, if any
 * @param billingLog file that receives one line per billed call
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

  /** Reads the settings; invalid ones are added to the problems. */
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
    return "rehearsal server on " + host + ":" + port; // hides the key
  }
}
