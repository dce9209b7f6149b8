package io.gristmill.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.llm.Answer;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.RequestOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests tasks of a local session that call a server over HTTP. */
@Timeout(120)
class ModelServiceTest {

  @TempDir Path folder;

  private static void stopsWith(ModelService service, ExitCode code, String words) {
    assertThatThrownBy(service::throwIfStopped)
        .isInstanceOf(UserException.class)
        .hasMessageContaining(words)
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(code);
  }

  @Test
  void tasksReceiveAnswersInRowOrderAndEveryRequestIsBilledOnce() {
    try (ModelServiceFixture fixture = ModelServiceFixture.of();
        ModelService service = fixture.open(folder)) {
      List<RequestOutcome> first = ModelServiceFixture.callFromTasks(service, 300, 8);
      List<RequestOutcome> again = ModelServiceFixture.callFromTasks(service, 300, 3);
      service.throwIfStopped();
      assertThat(first).hasSize(300).isEqualTo(again);
      assertThat(fixture.serverCount("billed")).isEqualTo(300);
      assertThat(fixture.serverCount("calls")).isEqualTo(300);
      TokenUsage usage = ModelServiceFixture.stored(service);
      assertThat(usage).isEqualTo(ModelServiceFixture.storedByThisRun(service));
      assertThat(usage.requests()).isEqualTo(300);
      assertThat(usage.promptTokens()).isEqualTo(fixture.serverCount("prompt_tokens"));
      assertThat(usage.completionTokens()).isEqualTo(fixture.serverCount("completion_tokens"));
    }
  }

  @Test
  void anotherRunOverTheSameStoreMakesNoCall() {
    try (ModelServiceFixture fixture = ModelServiceFixture.of()) {
      List<RequestOutcome> first;
      try (ModelService service = fixture.open(folder)) {
        first = ModelServiceFixture.callFromTasks(service, 120, 4);
      }
      try (ModelService service = fixture.open(folder)) {
        assertThat(service.storeReport().lines()).isEqualTo(120);
        assertThat(ModelServiceFixture.callFromTasks(service, 120, 7)).isEqualTo(first);
        assertThat(ModelServiceFixture.stored(service).requests()).isEqualTo(120);
        assertThat(ModelServiceFixture.storedByThisRun(service)).isEqualTo(TokenUsage.ZERO);
      }
      assertThat(fixture.serverCount("calls")).isEqualTo(120);
    }
  }

  @Test
  void anotherRunSendsOnlyMissingRequests() {
    try (ModelServiceFixture fixture = ModelServiceFixture.of()) {
      try (ModelService service = fixture.open(folder)) {
        ModelServiceFixture.callFromTasks(service, 50, 2);
      }
      try (ModelService service = fixture.open(folder)) {
        assertThat(ModelServiceFixture.callFromTasks(service, 80, 3)).hasSize(80);
        assertThat(ModelServiceFixture.storedByThisRun(service).requests()).isEqualTo(30);
      }
      assertThat(fixture.serverCount("calls")).isEqualTo(80);
    }
  }

  @Test
  void fiftyConcurrentEqualRequestsShareOneCall() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try (ModelServiceFixture fixture =
            ModelServiceFixture.of("rehearsal.server.latency-millis=200");
        ModelService service = fixture.open(folder)) {
      ModelClient client = service.handle().modelClient();
      List<Future<RequestOutcome>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(threads.submit(() -> client.ask(ModelServiceFixture.request("the same"))));
      }
      for (Future<RequestOutcome> one : all) {
        assertThat(one.get()).isEqualTo(all.get(0).get());
      }
      assertThat(fixture.serverCount("calls")).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anInterruptCancelsACallWithoutOtherWaiters() throws Exception {
    try (ModelServiceFixture fixture =
            ModelServiceFixture.of("rehearsal.server.latency-millis=20000");
        ModelService service = fixture.open(folder)) {
      ModelClient client = service.handle().modelClient();
      CountDownLatch interrupted = new CountDownLatch(1);
      Thread thread = startRequest(client, interrupted);
      awaitCalls(fixture, 1);
      thread.interrupt();
      assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(service.handle().modelClient()).isSameAs(client);
      assertThat(fixture.serverCount("billed")).isZero();
    }
  }

  @Test
  void anInterruptDoesNotCancelACallWithOtherWaiters() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (ModelServiceFixture fixture =
            ModelServiceFixture.of("rehearsal.server.latency-millis=800");
        ModelService service = fixture.open(folder)) {
      ModelClient client = service.handle().modelClient();
      CountDownLatch interrupted = new CountDownLatch(1);
      Thread first = startRequest(client, interrupted);
      awaitCalls(fixture, 1);
      Future<RequestOutcome> second =
          other.submit(() -> client.ask(ModelServiceFixture.request("slow")));
      Thread.sleep(100);
      first.interrupt();
      assertThat(interrupted.await(400, TimeUnit.MILLISECONDS)).isTrue();
      assertThat(ModelServiceFixture.text(second.get())).isNotEmpty();
      assertThat(fixture.serverCount("calls")).isEqualTo(1);
    } finally {
      other.shutdownNow();
    }
  }

  private static Thread startRequest(ModelClient client, CountDownLatch interrupted) {
    Thread thread =
        new Thread(
            () -> {
              try {
                client.ask(ModelServiceFixture.request("slow"));
              } catch (InterruptedException e) {
                interrupted.countDown();
              } catch (StoppedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }

  private static void awaitCalls(ModelServiceFixture fixture, long calls)
      throws InterruptedException {
    while (fixture.serverCount("calls") < calls) {
      Thread.sleep(5);
    }
  }

  @Test
  void transientFailuresAreRetriedAndNeverStored() {
    try (ModelServiceFixture fixture =
            ModelServiceFixture.of(
                "rehearsal.transport.server-error=0.3",
                "rehearsal.transport.closed=0.1",
                "rehearsal.transport.too-many-requests=0.05",
                "rehearsal.transport.retry-after-seconds=0",
                "llm.retry.max-attempts=20");
        ModelService service = fixture.open(folder)) {
      List<RequestOutcome> outcomes = ModelServiceFixture.callFromTasks(service, 60, 4);
      service.throwIfStopped();
      assertThat(outcomes).hasSize(60).allMatch(o -> o instanceof Answer);
      assertThat(fixture.serverCount("failed")).isPositive();
      assertThat(ModelServiceFixture.stored(service).requests()).isEqualTo(60);
    }
  }

  @Test
  void aRequestWithTransientFailuresOnlyStopsTheRunAndStoresNothing() {
    try (ModelServiceFixture fixture =
            ModelServiceFixture.of(
                "rehearsal.transport.server-error=1",
                "llm.retry.max-attempts=3",
                "llm.retry.server-down-after-seconds=3600");
        ModelService service = fixture.open(folder)) {
      assertThat(ModelServiceFixture.callFromTasks(service, 10, 2)).isEmpty();
      stopsWith(service, ExitCode.TRY_AGAIN, "the same command again");
      assertThat(ModelServiceFixture.stored(service)).isEqualTo(TokenUsage.ZERO);
    }
  }

  @Test
  void aPermanentFailureIsARowWithItsReasonAndIsNotRetried() {
    try (ModelServiceFixture fixture =
        ModelServiceFixture.of(
            "rehearsal.transport.malformed=1", "llm.retry.max-malformed-attempts=2")) {
      List<RequestOutcome> first;
      try (ModelService service = fixture.open(folder)) {
        first = ModelServiceFixture.callFromTasks(service, 3, 1);
        service.throwIfStopped();
        assertThat(first)
            .hasSize(3)
            .allSatisfy(
                o -> assertThat(((RequestOutcome.Failed) o).kind()).isEqualTo(Kind.MALFORMED));
        assertThat(ModelServiceFixture.stored(service).requests()).isEqualTo(3);
      }
      long calls = fixture.serverCount("calls");
      assertThat(calls).isEqualTo(6);
      try (ModelService service = fixture.open(folder)) {
        assertThat(ModelServiceFixture.callFromTasks(service, 3, 2)).isEqualTo(first);
      }
      assertThat(fixture.serverCount("calls")).isEqualTo(calls);
    }
  }

  @Test
  void aRejectedKeyStopsTheRunAtOnceAndItsTasksEndNormally() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "wrong-key-0123456789");
    try (ModelServiceFixture fixture =
            ModelServiceFixture.of(
                "rehearsal.server.api-key=right", "llm.api-key=\"file:" + key + "\"");
        ModelService service = fixture.open(folder.resolve("responses"))) {
      assertThat(ModelServiceFixture.callFromTasks(service, 500, 4)).isEmpty();
      stopsWith(service, ExitCode.SERVICE, "llm.api-key");
      assertThat(fixture.serverCount("calls")).isEqualTo(1);
      assertThatThrownBy(() -> service.handle().modelClient().ask(ModelServiceFixture.request(1)))
          .isInstanceOf(StoppedException.class)
          .hasMessageNotContaining("wrong-key");
    }
  }

  @Test
  void anUnreadableKeyStopsTheRunUnlessEveryAnswerIsStored() {
    try (ModelServiceFixture fixture = ModelServiceFixture.of()) {
      List<RequestOutcome> first;
      try (ModelService service = fixture.open(folder)) {
        first = ModelServiceFixture.callFromTasks(service, 5, 2);
      }
      String key = "llm.api-key=\"env:GRISTMILL_TEST_NO_SUCH_VARIABLE\"";
      try (ModelService service = fixture.open(folder, key)) {
        assertThat(ModelServiceFixture.callFromTasks(service, 5, 2)).isEqualTo(first);
        service.throwIfStopped();
        assertThat(ModelServiceFixture.callFromTasks(service, 9, 1)).isEqualTo(first);
        stopsWith(service, ExitCode.CONFIGURATION, "GRISTMILL_TEST_NO_SUCH_VARIABLE");
      }
    }
  }

  @Test
  void aSerializedHandleHoldsNoKey() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "secret-0123456789");
    try (ModelServiceFixture fixture =
            ModelServiceFixture.of(
                "rehearsal.server.api-key=secret-0123456789", "llm.api-key=\"file:" + key + "\"");
        ModelService service = fixture.open(folder.resolve("responses"))) {
      assertThat(ModelServiceFixture.callFromTasks(service, 2, 1)).hasSize(2);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(service.handle());
      }
      assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain("secret-0123456789");
      FileBytes.hashes(folder.resolve("responses"))
          .keySet()
          .forEach(
              file ->
                  assertThat(FileBytes.read(folder.resolve("responses").resolve(file)))
                      .doesNotContain("secret-0123456789"));
    }
  }

  @Test
  void anAnswerThatCannotBeStoredStopsTheRunBeforeFurtherCalls() throws IOException {
    Path responses = folder.resolve("responses");
    try (ModelServiceFixture fixture = ModelServiceFixture.of();
        ModelService service = fixture.open(responses)) {
      Files.delete(responses);
      Files.createFile(responses); // no file can be made in it now
      assertThat(ModelServiceFixture.callFromTasks(service, 500, 4)).isEmpty();
      stopsWith(service, ExitCode.OUTPUT, "cannot be stored");
      assertThat(fixture.serverCount("billed")).isBetween(1L, 64L);
    }
  }

  @Test
  void anUnreachableServerStopsTheRunQuickly() {
    try (ModelServiceFixture fixture =
        ModelServiceFixture.of(
            "llm.retry.server-down-after-failures=5", "llm.retry.server-down-after-seconds=0.3")) {
      fixture.server().close();
      try (ModelService service = fixture.open(folder)) {
        long start = System.nanoTime();
        assertThat(ModelServiceFixture.callFromTasks(service, 100, 4)).isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
        stopsWith(service, ExitCode.SERVICE, "no usable answer");
      }
    }
  }

  @Test
  void theCostOfAllRunsStaysBelowTheLimitAndEqualsTheServersBill() {
    String[] cap = {"llm.budget.max-cost-usd=0.01", "llm.max-concurrency=8"};
    try (ModelServiceFixture fixture = ModelServiceFixture.of()) {
      int kept;
      try (ModelService service = fixture.open(folder, cap)) {
        kept = ModelServiceFixture.callFromTasks(service, 3000, 4).size();
        stopsWith(service, ExitCode.BUDGET, "llm.budget.max-cost-usd");
        assertThat(kept).isBetween(10, 2999);
        assertThat(ModelServiceFixture.stored(service).nanoDollars())
            .isEqualTo(fixture.billedNanos())
            .isEqualTo(service.spentNanos())
            .isLessThanOrEqualTo(10_000_000L);
      }
      long calls = fixture.serverCount("calls");
      try (ModelService service = fixture.open(folder, cap)) {
        assertThat(service.spentNanos()).isEqualTo(fixture.billedNanos());
        assertThat(ModelServiceFixture.callFromTasks(service, 3000, 3).size()).isPositive();
        stopsWith(service, ExitCode.BUDGET, "raise llm.budget.max-cost-usd");
      }
      assertThat(fixture.serverCount("calls")).as("no money was left").isEqualTo(calls);
      try (ModelService service = fixture.open(folder, "llm.budget.max-cost-usd=10")) {
        assertThat(ModelServiceFixture.callFromTasks(service, 3000, 3)).hasSize(3000);
        service.throwIfStopped();
      }
      assertThat(fixture.serverCount("calls")).isEqualTo(3000);
    }
  }

  @Test
  void aFailingTaskFindsWhatItsEarlierAttemptHasStored() {
    try (ModelServiceFixture fixture = ModelServiceFixture.of();
        ModelService service = fixture.open(folder)) {
      ModelServiceFixture.callFromTasks(service, 40, 1);
      CachingModelClient.close(service.handle().token()); // as if the executor had died
      assertThat(ModelServiceFixture.callFromTasks(service, 60, 2)).hasSize(60);
      assertThat(fixture.serverCount("calls")).isEqualTo(60);
      assertThat(ModelServiceFixture.storedByThisRun(service).requests()).isEqualTo(60);
    }
  }

  @Test
  void theRehearsalAnswersWithoutAServer() {
    try (ModelServiceFixture fixture = ModelServiceFixture.of();
        ModelService service =
            fixture.open(folder, "llm.provider=rehearsal", "llm.base-url=null")) {
      assertThat(ModelServiceFixture.callFromTasks(service, 200, 4)).hasSize(200);
      assertThat(ModelServiceFixture.stored(service).nanoDollars()).isZero();
      assertThat(fixture.serverCount("calls")).isZero();
    }
  }

  @Test
  void thePluginIsAddedToTheUsersOwnAndSpeculationIsOff() {
    SparkConf userSettings = new SparkConf(false).set("spark.plugins", "org.example.Own");
    Map<String, String> settings = ModelService.sparkSettings(userSettings);
    assertThat(settings)
        .containsEntry("spark.plugins", "org.example.Own," + BudgetPlugin.class.getName())
        .containsEntry("spark.speculation", "false");
    userSettings.set("spark.plugins", settings.get("spark.plugins"));
    assertThat(ModelService.sparkSettings(userSettings)).isEqualTo(settings);
    assertThat(ModelService.sparkSettings(new SparkConf(false)))
        .containsEntry("spark.plugins", BudgetPlugin.class.getName());
  }
}
