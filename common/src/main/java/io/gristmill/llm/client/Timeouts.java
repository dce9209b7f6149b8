package io.gristmill.llm.client;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param connect until the connection stands
 * @param idle until the first byte of the reply, and between two pieces of it
 * @param request for all of it, body included
 */
public record Timeouts(Duration connect, Duration idle, Duration request) implements Serializable {
  public Timeouts {
    Require.that(
        isPositive(connect) && isPositive(idle) && isPositive(request),
        "time-outs must be positive, were connect=%s idle=%s request=%s",
        connect,
        idle,
        request);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
