package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.random.RandomStream;
import io.gristmill.rehearsal.server.RehearsalServer;
import io.gristmill.testing.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code generate} on a real cluster and kills executors and drivers while they call a server
 * that counts billed calls. More kills: {@code -Dgristmill.kills.executors=10
 * -Dgristmill.kills.drivers=3}.
 */
class GenerateKillsIT {

  private static final int EXECUTOR_KILLS = Integer.getInteger("gristmill.kills.executors", 1);
  private static final int DRIVER_KILLS = Integer.getInteger("gristmill.kills.drivers", 1);
  private static final int IN_FLIGHT = 8;

  private static final String[] SERVER = {
    "rehearsal.server.latency-millis=300",
    "rehearsal.content.near-duplicate=0.1",
    "rehearsal.content.wrong-format=0.05",
    "rehearsal.content.truncated=0.05"
  };

  @TempDir static Path folder;

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = StandaloneCluster.start(folder.resolve("cluster"), 2);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static GenerateRun run(String name, RehearsalServer server, int inFlight) {
    int target = 20 * (EXECUTOR_KILLS + DRIVER_KILLS) + 40;
    return new GenerateRun(
        folder,
        name,
        server,
        List.of(
            "generate.recipe=self-instruct",
            "generate.num-rows=" + target,
            "generate.initial-prompts-per-round=12",
            "llm.max-concurrency=" + inFlight));
  }

  @Drill("kills of executors and drivers")
  @Test
  void killedProcessesLoseOnlyInFlightRequestsAndChangeNothing() throws Exception {
    Map<String, String> expected;
    long distinct;
    try (RehearsalServer quick = GenerateRun.serve(SERVER)) {
      GenerateRun undisturbed = run("undisturbed", quick, 64);
      undisturbed.here().succeeded();
      expected = undisturbed.published();
      distinct = GenerateRun.count(quick, "distinct");
      assertThat(GenerateRun.count(quick, "repeats")).isZero();
    }
    assertThat(expected).hasSize(3);
    try (RehearsalServer server = GenerateRun.serve(SERVER)) {
      GenerateRun disturbed = run("disturbed", server, IN_FLIGHT);
      long inFlightAtKills = disturb(disturbed);
      assertThat(disturbed.published()).isEqualTo(expected);
      assertThat(GenerateRun.count(server, "distinct")).isEqualTo(distinct);
      assertThat(GenerateRun.count(server, "repeats")).isLessThanOrEqualTo(inFlightAtKills);
      theAnswersAloneAreEnough(disturbed, server, expected);
    }
  }

  /** Returns the number of calls in flight at the kills. */
  private static long disturb(GenerateRun run) throws Exception {
    RandomStream random = RandomStream.of(7, "kills", "moments");
    long inFlight = 0;
    Process driver = launch(run);
    try {
      for (int kill = 0; kill < EXECUTOR_KILLS + DRIVER_KILLS; kill++) {
        awaitCalls(run, driver);
        Thread.sleep(random.nextInt(1500));
        assertThat(driver.isAlive())
            .as(() -> "still at work: " + FileBytes.read(run.log()))
            .isTrue();
        long before = GenerateRun.count(run.server(), "in_flight");
        if (kill * DRIVER_KILLS / (EXECUTOR_KILLS + DRIVER_KILLS)
            == (kill + 1) * DRIVER_KILLS / (EXECUTOR_KILLS + DRIVER_KILLS)) {
          cluster.executors(kill % 2).forEach(ProcessHandle::destroyForcibly);
          inFlight += Math.max(before, GenerateRun.count(run.server(), "in_flight"));
        } else {
          GenerateRun.kill(driver);
          inFlight += Math.max(before, GenerateRun.count(run.server(), "in_flight"));
          driver = launch(run);
        }
      }
      run.await(driver);
    } finally {
      GenerateRun.kill(driver);
    }
    return inFlight;
  }

  private static Process launch(GenerateRun run) throws IOException {
    return run.launch(
        List.of(
            "--master", cluster.master(), "--driver-memory", "1g", "--executor-memory", "600m"));
  }

  /** Waits until the run calls the server again with both executors. */
  private static void awaitCalls(GenerateRun run, Process driver) {
    long before = GenerateRun.count(run.server(), "billed");
    StandaloneCluster.await(
        "calls",
        () ->
            !driver.isAlive()
                || GenerateRun.count(run.server(), "billed") > before + IN_FLIGHT
                    && !cluster.executors(0).isEmpty()
                    && !cluster.executors(1).isEmpty());
  }

  /**
   * Repeating the command changes nothing; a run directory with only the stored responses yields
   * the same bytes without calls.
   */
  private static void theAnswersAloneAreEnough(
      GenerateRun done, RehearsalServer server, Map<String, String> expected) throws Exception {
    long calls = GenerateRun.count(server, "calls");
    done.await(launch(done));
    assertThat(FileBytes.read(done.log())).contains("nothing to do");
    GenerateRun again = run("again", server, IN_FLIGHT);
    Files.createDirectories(again.output().resolve("responses"));
    try (Stream<Path> segments = Files.list(done.output().resolve("responses"))) {
      for (Path segment : (Iterable<Path>) segments.filter(Files::isRegularFile)::iterator) {
        Files.copy(segment, again.output().resolve("responses").resolve(segment.getFileName()));
      }
    }
    again.here().succeeded();
    assertThat(GenerateRun.count(server, "calls")).isEqualTo(calls);
    assertThat(again.published()).isEqualTo(expected);
  }
}
