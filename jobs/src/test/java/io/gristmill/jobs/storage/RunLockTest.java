package io.gristmill.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.manifest.JsonDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunLockTest {

  private static final Duration SHORT = Duration.ofMillis(900);

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();

  private RunLock acquire(Duration silence) {
    return RunLock.acquire(
        HadoopFiles.open(),
        new org.apache.hadoop.fs.Path(folder.toUri()),
        "filter",
        silence,
        told::add);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void writeLockFile(String token, String machine, long pid) throws IOException {
    Files.writeString(
        folder.resolve(".claim"),
        JsonDocument.write(new RunLock.Owner(token, machine, pid, "dedup")));
  }

  /** The id of a process that has ended. */
  private static long endedProcess() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  @Test
  void aLockExistsUntilItIsClosedAndLeavesNoFiles() throws IOException {
    try (RunLock lock = acquire(SHORT)) {
      lock.ensureHeld();
      assertThat(names()).hasSize(2).first().isEqualTo(".claim");
    }
    assertThat(names()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void anActiveRunIsReportedWithARemedy() {
    try (RunLock first = acquire(SHORT)) {
      UserException refused =
          catchThrowableOfType(UserException.class, () -> acquire(Duration.ofSeconds(30)));
      assertThat(refused.exitCode()).isEqualTo(ExitCode.TRY_AGAIN);
      assertThat(refused)
          .hasMessageContaining(
              "another run (filter, process " + ProcessHandle.current().pid() + ") is active")
          .hasMessageContaining("run the command again when it has ended");
      first.ensureHeld();
    }
  }

  @Test
  void theLockOfAKilledLocalProcessIsTakenOverAtOnce() throws Exception {
    writeLockFile("dead", HostIdentity.current(), endedProcess());
    Files.writeString(folder.resolve(".claim-beat-dead"), "7");
    try (RunLock lock = acquire(Duration.ofHours(1))) {
      lock.ensureHeld();
    }
    assertThat(names()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void theLockOfAnotherMachineIsTakenOverWithoutHeartbeat() throws IOException {
    writeLockFile("far", "elsewhere", 1);
    Files.writeString(folder.resolve(".claim-beat-far"), "7");
    try (RunLock lock = acquire(SHORT)) {
      lock.ensureHeld();
    }
    assertThat(names()).isEmpty();
    assertThat(told).singleElement().asString().contains("waiting up to 0 s for a heartbeat");
  }

  @Test
  void theLockOfAnotherMachineWithHeartbeatIsRespected() throws Exception {
    writeLockFile("far", "elsewhere", 1);
    Thread beating = new Thread(this::beatOnce);
    beating.start();
    UserException refused =
        catchThrowableOfType(UserException.class, () -> acquire(Duration.ofSeconds(30)));
    beating.join();
    assertThat(refused).hasMessageContaining("another run (dedup, process 1 of another machine)");
    assertThat(names()).containsExactly(".claim", ".claim-beat-far");
  }

  private void beatOnce() {
    try {
      Thread.sleep(500);
      Files.writeString(folder.resolve(".claim-beat-far"), "8");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aLockFileWhoseWriterWasKilledIsNoObstacle() throws IOException {
    Files.writeString(folder.resolve(".claim"), "{\"token\":");
    Files.writeString(folder.resolve(".claim-after-unreadable-0"), "");
    try (RunLock lock = acquire(SHORT)) {
      lock.ensureHeld();
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void oneOfManyCompetingRunsTakesOverAnExpiredLock() throws Exception {
    writeLockFile("first", HostIdentity.current(), endedProcess());
    Files.writeString(
        folder.resolve(".claim-after-first"),
        JsonDocument.write(
            new RunLock.Owner("second", HostIdentity.current(), endedProcess(), "dedup")));
    int runs = 8;
    ExecutorService pool = Executors.newFixedThreadPool(runs);
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<RunLock>> takers = new ArrayList<>();
      Callable<RunLock> taker =
          () -> {
            start.await();
            return acquire(Duration.ofSeconds(30));
          };
      for (int i = 0; i < runs; i++) {
        takers.add(pool.submit(taker));
      }
      start.countDown();
      List<RunLock> owners = new ArrayList<>();
      for (Future<RunLock> each : takers) {
        try {
          owners.add(each.get());
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e).cause().isInstanceOf(UserException.class).hasMessageContaining("is active");
        }
      }
      assertThat(owners).hasSize(1);
      owners.get(0).ensureHeld();
      owners.get(0).close();
      assertThat(names()).isEmpty();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aRunThatLostItsLockDetectsThatAndPublishesNothing() throws IOException {
    try (RunLock slow = acquire(SHORT)) {
      String token =
          String.valueOf(
              JsonDocument.read(Files.readString(folder.resolve(".claim")), Map.class)
                  .get("token"));
      Files.writeString(
          folder.resolve(".claim-after-" + token),
          JsonDocument.write(new RunLock.Owner("new", "elsewhere", 1, "filter")));
      UserException lost = catchThrowableOfType(UserException.class, slow::ensureHeld);
      assertThat(lost.exitCode()).isEqualTo(ExitCode.TRY_AGAIN);
      assertThat(lost).hasMessageContaining("another run has taken over");
    }
    assertThat(names()).hasSize(2).first().isEqualTo(".claim");
  }
}
