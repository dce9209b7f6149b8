package io.gristmill.jobs.llm;

import io.gristmill.llm.RequestOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Measures the budget against a server with a token bucket, over the executors of a real cluster:
 * {@code ModelServiceBench EXECUTORS SECONDS REQUESTS_PER_SECOND BURST_SECONDS
 * [CLIENT_PER_SECOND]}, with Spark's settings, its master and the jars among them, as system
 * properties. Prints the share of the server's quota that was used, from the fifth second on, and
 * the share of 429s. Not a test.
 */
public final class ModelServiceBench {

  private static final int WARM_UP_SECONDS = 5;

  private ModelServiceBench() {}

  public static void main(String[] args) throws Exception {
    int executors = Integer.parseInt(args[0]);
    int seconds = Integer.parseInt(args[1]);
    double perSecond = Double.parseDouble(args[2]);
    double burst = Double.parseDouble(args[3]);
    double client = args.length > 4 ? Double.parseDouble(args[4]) : perSecond;
    Path folder = Files.createTempDirectory("gristmill-bench");
    SparkConf conf = new SparkConf().setAppName("bench");
    ModelService.sparkSettings(conf).forEach(conf::set);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
        ModelServiceFixture requestCount =
            ModelServiceFixture.of(
                "rehearsal.server.latency-millis=200",
                "rehearsal.server.requests-per-minute=" + 60 * perSecond,
                "rehearsal.server.burst-seconds=" + burst,
                "llm.budget.requests-per-minute=" + Math.round(60 * client),
                "llm.max-concurrency=64");
        ModelService service = requestCount.open(spark, folder.toUri().toString())) {
      awaitExecutors(spark, executors);
      int requests = (int) (perSecond * (seconds + 2 * WARM_UP_SECONDS));
      CompletableFuture<List<RequestOutcome>> all =
          CompletableFuture.supplyAsync(
              () -> ModelServiceFixture.callFromTasks(spark, service, requests, executors));
      measure(requestCount, seconds, perSecond, executors);
      System.out.printf("%d of %d answered; %s%n", all.get().size(), requests, service.counts());
      System.out.printf("billed twice: %d%n", requestCount.serverCount("repeats"));
      service.throwIfStopped();
    }
  }

  private static void awaitExecutors(SparkSession spark, int executors)
      throws InterruptedException {
    while (spark.sparkContext().statusTracker().getExecutorInfos().length <= executors) {
      Thread.sleep(50); // the driver is one of them
    }
  }

  private static void measure(
      ModelServiceFixture requestCount, int seconds, double perSecond, int executors)
      throws InterruptedException, IOException {
    while (requestCount.serverCount("billed") == 0) {
      Thread.sleep(20);
    }
    Thread.sleep(TimeUnit.SECONDS.toMillis(WARM_UP_SECONDS));
    long before = requestCount.serverCount("billed");
    long refusedBefore = requestCount.serverCount("too_many_requests");
    long start = System.nanoTime();
    Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
    long billed = requestCount.serverCount("billed") - before;
    long rateLimited = requestCount.serverCount("too_many_requests") - refusedBefore;
    double passed = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d executors, %.0f s: %.2f/s, %.1f %% of the quota, %d times 429 = %.2f %% (%d before)%n",
        executors,
        passed,
        billed / passed,
        100 * billed / passed / perSecond,
        rateLimited,
        100.0 * rateLimited / (billed + rateLimited),
        refusedBefore);
  }
}
