package io.gristmill.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the kernels under JMH, each in a separate process, and prints their cost. */
@Command(
    name = "kernels",
    mixinStandardHelpOptions = true,
    description = "Measures the kernels, warm and in separate processes.")
final class Kernels implements Callable<Integer> {

  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--threshold",
      defaultValue = "0.75",
      description = "Cosine threshold; default 0.75.")
  private double threshold;

  @Option(
      names = "--rouge-threshold",
      defaultValue = "0.7",
      description = "F-measure threshold; default 0.7.")
  private double rougeThreshold;

  @Option(names = "--threads", defaultValue = "1", description = "Threads of a join; default 1.")
  private int threads;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "KERNEL",
      description = "Kernels, for example cosine.join,rouge.tokens; default all.")
  private List<String> only = List.of();

  @Option(names = "--warmup", defaultValue = "3", description = "Warm-up runs; default 3.")
  private int warmup;

  @Option(names = "--runs", defaultValue = "5", description = "Measured runs; default 5.")
  private int runs;

  @Option(names = "--json", description = "Print JSON lines instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws IOException, RunnerException {
    int rows = data.texts().size(); // also reports an invalid file before any process starts
    Collection<RunResult> results = new Runner(options().build()).run();
    results.stream()
        .map(result -> KernelCost.of(result, rows))
        .forEach(cost -> System.out.println(json ? cost.json() : cost.line()));
    return results.isEmpty() ? 1 : 0;
  }

  private ChainedOptionsBuilder options() {
    ChainedOptionsBuilder options = new OptionsBuilder();
    for (String kernel : only) {
      options.include(KernelCost.benchmark(kernel));
    }
    return options
        .param("data", data.data().toString())
        .param("field", data.field())
        .param("rows", Integer.toString(data.rows()))
        .param("threads", Integer.toString(threads))
        .param("threshold", Double.toString(threshold))
        .param("rougeThreshold", Double.toString(rougeThreshold))
        .addProfiler(CostProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .warmupIterations(warmup)
        .measurementIterations(runs)
        .forks(1);
  }
}
