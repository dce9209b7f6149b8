package io.gristmill.jobs.train.watch.setup;

import java.util.function.LongSupplier;

/**
 * The clocks of a training's display; nothing that is computed depends on them.
 *
 * @param millis since 1970
 * @param nanos like {@link System#nanoTime}
 */
public record WallTime(LongSupplier millis, LongSupplier nanos) {

  public static WallTime system() {
    return new WallTime(System::currentTimeMillis, System::nanoTime);
  }
}
