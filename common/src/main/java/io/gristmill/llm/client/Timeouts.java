package io.gristmill.llm.client;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.time.Duration;

/**
 * Timeouts of a call.
 *
 * @param connect maximum time until the connection is established
 * @param idle maximum time until the first byte of the response, and between two chunks
 * @param request maximum time of the whole call, including the body
 */
record Timeouts(Duration connect, Duration idle, Duration request) implements Serializable {
  public Timeouts {
    Require.that(
        isPositive(connect) && isPositive(idle) && isPositive(request),
        "timeouts must be positive, were connect=%s idle=%s request=%s",
        connect,
        idle,
        request);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
