package io.gristmill.jobs.train.tracking;

import java.util.function.LongSupplier;

/**
 * Clocks for log entries and progress; results do not depend on them.
 *
 * @param millis milliseconds since 1970
 * @param nanos like {@link System#nanoTime}
 */
public record Clocks(LongSupplier millis, LongSupplier nanos) {

  public static Clocks system() {
    return new Clocks(System::currentTimeMillis, System::nanoTime);
  }
}
