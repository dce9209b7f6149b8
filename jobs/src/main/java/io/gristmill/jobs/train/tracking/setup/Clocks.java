package io.gristmill.jobs.train.tracking.setup;

import java.util.function.LongSupplier;

/**
 * The clocks of a training's display; nothing that is computed depends on them.
 *
 * @param millis since 1970
 * @param nanos like {@link System#nanoTime}
 */
public record Clocks(LongSupplier millis, LongSupplier nanos) {

  public static Clocks system() {
    return new Clocks(System::currentTimeMillis, System::nanoTime);
  }
}
