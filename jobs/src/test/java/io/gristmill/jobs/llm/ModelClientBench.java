package io.gristmill.jobs.llm;

import com.sun.management.OperatingSystemMXBean;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.llm.budget.BudgetConfig;
import io.gristmill.llm.budget.Price;
import io.gristmill.llm.client.HttpModelBench;
import io.gristmill.llm.client.LlmConfig;
import io.gristmill.rehearsal.RehearsalConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * Measures the throughput of the model client with budget, response store and ordered results,
 * against a separate server that answers 1 kB after 200 ms: {@code ModelClientBench REQUESTS
 * IN_FLIGHT}. Prints the rate, its share of the ideal, the CPU seconds of this process per 10,000
 * requests, and its heap. Not a test.
 */
public final class ModelClientBench {

  private ModelClientBench() {}

  public static void main(String[] args) throws Exception {
    int requests = Integer.parseInt(args[0]);
    int inFlight = Integer.parseInt(args[1]);
    Process server = HttpModelBench.startServer(false);
    try (var lines = server.inputReader();
        SparkSession spark =
            SparkSession.builder()
                .master("local[1]")
                .appName("bench")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
      String url = "http://127.0.0.1:" + lines.readLine().strip();
      try (ModelService service = open(spark, url, inFlight)) {
        callModel(service, 0, Math.min(requests, 5000), inFlight);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        callModel(service, 1_000_000, requests, inFlight);
        report(requests, inFlight, (System.nanoTime() - start) / 1e9, cpuNanos() - cpu);
      }
    } finally {
      server.destroy();
    }
  }

  private static ModelService open(SparkSession spark, String url, int inFlight) throws Exception {
    Problems problems = new Problems();
    Settings settings =
        Settings.load(
            null,
            List.of(
                "llm.provider=openai-chat",
                "llm.model=m",
                "llm.base-url=\"" + url + "\"",
                "llm.max-concurrency=" + inFlight),
            problems);
    LlmConfig model = LlmConfig.read(settings, problems);
    BudgetConfig budget = BudgetConfig.read(settings, problems);
    problems.throwIfAny();
    return ModelService.open(
        spark,
        model,
        budget,
        Price.FREE,
        Files.createTempDirectory("gristmill-bench").toString(),
        RehearsalConfig.defaults());
  }

  private static void callModel(ModelService service, int first, int requests, int inFlight) {
    Iterator<Integer> numbers = IntStream.range(first, first + requests).iterator();
    OrderedModelCalls<Integer> calls =
        new OrderedModelCalls<>(
            service.handle().modelClient(), numbers, ModelServiceFixture::request, inFlight);
    int count = 0;
    while (calls.hasNext()) {
      calls.next();
      count++;
    }
    service.throwIfStopped();
    if (count != requests) {
      throw new IllegalStateException(count + " of " + requests);
    }
  }

  private static void report(int requests, int inFlight, double seconds, long cpu) {
    System.gc();
    Runtime heap = Runtime.getRuntime();
    System.out.printf(
        "%d requests, %d in flight: %.0f/s, %.1f %% of ideal, %.2f CPU s per 10,000, heap %.1f"
            + " MB%n",
        requests,
        inFlight,
        requests / seconds,
        100 * requests / seconds / (inFlight * 5.0),
        cpu / 1e9 / requests * 10_000,
        (heap.totalMemory() - heap.freeMemory()) / 1e6);
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
