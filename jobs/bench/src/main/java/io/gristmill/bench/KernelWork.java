package io.gristmill.bench;

import io.gristmill.check.Require;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The processor time and the counts of the kernel that this process measures. Runs of one kernel on
 * the same input have equal counts; a difference is a defect and stops the measurement.
 */
public final class KernelWork {

  private static final KernelWork CURRENT = new KernelWork();

  private double cpuSeconds;
  private double wallSeconds;
  private @Nullable Map<String, Long> counts;

  KernelWork() {}

  /** Returns the instance that {@link CostProfiler} reports. */
  static KernelWork current() {
    return CURRENT;
  }

  /** Runs a kernel once and adds its time. */
  synchronized <T> T measure(Supplier<T> kernel) {
    long wall = System.nanoTime();
    double cpu = ProcessUsage.cpuSeconds();
    T result = kernel.get();
    cpuSeconds += ProcessUsage.cpuSeconds() - cpu;
    wallSeconds += (System.nanoTime() - wall) / 1e9;
    return result;
  }

  /**
   * Records the counts of a kernel: names and numbers alternate.
   *
   * @throws IllegalStateException if an earlier run had other counts
   */
  synchronized void count(Object... namesAndNumbers) {
    Require.that(namesAndNumbers.length % 2 == 0, "each count needs a name and a number");
    Map<String, Long> now = new LinkedHashMap<>();
    for (int k = 0; k < namesAndNumbers.length; k += 2) {
      now.put((String) namesAndNumbers[k], ((Number) namesAndNumbers[k + 1]).longValue());
    }
    if (counts != null && !counts.equals(now)) {
      throw new IllegalStateException("one run counted " + counts + ", the next " + now);
    }
    counts = now;
  }

  synchronized Map<String, Long> counts() {
    return counts == null ? Map.of() : Map.copyOf(counts);
  }

  synchronized double cpuSeconds() {
    return cpuSeconds;
  }

  synchronized double wallSeconds() {
    return wallSeconds;
  }

  /** Resets the times; keeps the counts, to compare them with those of the next run. */
  synchronized void resetTimes() {
    cpuSeconds = 0;
    wallSeconds = 0;
  }
}
