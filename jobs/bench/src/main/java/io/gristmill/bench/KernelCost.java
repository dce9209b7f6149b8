package io.gristmill.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.Require;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The cost of one kernel; each value is the median of the measured runs.
 *
 * @param kernel for example {@code cosine.join}
 * @param rows number of texts
 * @param cpuSeconds processor seconds of all threads
 * @param wallSeconds elapsed seconds
 * @param peakHeap maximum heap in use during a run, including garbage (MiB)
 * @param peakResident maximum resident memory of the process, including JMH and set-up (MiB)
 * @param counts deterministic counts by name
 */
record KernelCost(
    String kernel,
    long rows,
    double cpuSeconds,
    double wallSeconds,
    double peakHeap,
    double peakResident,
    Map<String, Long> counts) {

  static KernelCost of(RunResult result, long rows) {
    Map<String, Long> counts = new TreeMap<>();
    result
        .getSecondaryResults()
        .forEach(
            (name, value) -> {
              if (name.startsWith(CostProfiler.COUNT)) {
                counts.put(name.substring(CostProfiler.COUNT.length()), Math.round(median(value)));
              }
            });
    return new KernelCost(
        name(result.getParams().getBenchmark()),
        rows,
        secondary(result, CostProfiler.CPU),
        secondary(result, CostProfiler.WALL),
        secondary(result, CostProfiler.HEAP),
        secondary(result, CostProfiler.RESIDENT),
        counts);
  }

  private static double secondary(RunResult result, String name) {
    return median(Objects.requireNonNull(result.getSecondaryResults().get(name), name));
  }

  private static double median(Result<?> result) {
    return result.getStatistics().getPercentile(50);
  }

  /** Returns a pattern for the benchmark of a kernel such as {@code cosine.join}. */
  static String benchmark(String kernel) {
    String[] parts = kernel.split("\\.", 2);
    Require.that(parts.length == 2, "a kernel has a name such as cosine.join, not %s", kernel);
    return "(?i:\\." + parts[0] + "Kernels)\\." + parts[1] + "$";
  }

  /**
   * Returns the kernel of a benchmark: {@code io.gristmill.bench.CosineKernels.join} is {@code
   * cosine.join}.
   */
  static String name(String benchmark) {
    String[] parts = benchmark.split("\\.");
    String type = parts[parts.length - 2].replace("Kernels", "").toLowerCase(Locale.ROOT);
    return type + "." + parts[parts.length - 1];
  }

  /** Returns the number of pairs of rows per processor second. */
  double pairsPerSecond() {
    return rows * (rows - 1.0) / 2 / cpuSeconds;
  }

  private boolean isJoin() {
    return kernel.endsWith(".join");
  }

  String line() {
    String rate =
        isJoin() ? String.format(Locale.ROOT, "%9.3g pairs/s", pairsPerSecond()) : " ".repeat(17);
    return String.format(
        Locale.ROOT,
        "%-17s %d rows %8.3f CPU s %8.3f s wall %s  peak heap %.0f MiB, resident %.0f MiB  %s",
        kernel,
        rows,
        cpuSeconds,
        wallSeconds,
        rate,
        peakHeap,
        peakResident,
        counts.entrySet().stream()
            .map(count -> count.getKey() + "=" + count.getValue())
            .collect(Collectors.joining(" ")));
  }

  String json() {
    ObjectNode node = DataFile.JSON.createObjectNode();
    node.put("kernel", kernel).put("rows", rows);
    node.put("cpu_seconds", cpuSeconds).put("wall_seconds", wallSeconds);
    node.put("peak_heap_mib", peakHeap).put("peak_resident_mib", peakResident);
    if (isJoin()) {
      node.put("pairs_per_second", pairsPerSecond());
    }
    counts.forEach(node::put);
    return node.toString();
  }
}
