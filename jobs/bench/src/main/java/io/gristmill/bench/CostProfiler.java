package io.gristmill.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Adds processor time, memory and the counts of a kernel to JMH's results. */
public final class CostProfiler implements InternalProfiler {

  static final String CPU = "cpu";
  static final String WALL = "wall";
  static final String HEAP = "peak-heap";
  static final String RESIDENT = "peak-resident";
  static final String COUNT = "count-";

  @Override
  public String getDescription() {
    return "processor seconds, peak memory and deterministic counts";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    KernelWork.current().resetTimes();
    ProcessUsage.resetPeakHeap();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long runs = Math.max(1, result.getMetadata().getAllOps());
    List<Result<?>> costs = new ArrayList<>();
    costs.add(scalar(CPU, KernelWork.current().cpuSeconds() / runs, "s/op"));
    costs.add(scalar(WALL, KernelWork.current().wallSeconds() / runs, "s/op"));
    costs.add(scalar(HEAP, ProcessUsage.peakHeap(), "MiB"));
    costs.add(scalar(RESIDENT, ProcessUsage.peakResident(), "MiB"));
    KernelWork.current().counts().forEach((name, n) -> costs.add(scalar(COUNT + name, n, "#")));
    return costs;
  }

  private static ScalarResult scalar(String name, double value, String unit) {
    return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
  }
}
