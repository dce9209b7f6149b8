package io.gristmill.llm.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.SamplingParams;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetryingModelTest {

  private static final Request REQUEST =
      new Request("m", Prompt.user("q"), SamplingParams.DEFAULT, 0);
  private static final Answer ANSWER = new Answer("a", Finish.STOP, 1, 1, "m");

  private static RetryPolicy policy(int attempts, int deadAfterFailures, Duration deadAfter) {
    return new RetryPolicy(
        attempts,
        2,
        Duration.ofMillis(1),
        Duration.ofMillis(4),
        Duration.ofSeconds(60),
        Duration.ofMillis(200),
        deadAfterFailures,
        deadAfter);
  }

  private static final RetryPolicy POLICY = policy(4, 1000, Duration.ofHours(1));

  private static ModelException failure(Kind kind) {
    return new ModelException(kind, "it failed");
  }

  /** Fails as scripted, then answers. */
  private static final class Script implements Model {
    private final Deque<ModelException> failures = new ArrayDeque<>();
    private int calls;

    Script(ModelException... failures) {
      Collections.addAll(this.failures, failures);
    }

    @Override
    public Answer answer(Request request) throws ModelException {
      calls++;
      ModelException failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
      return ANSWER;
    }

    @Override
    public void close() {
      calls = -1;
    }
  }

  private static RetryingModel retrying(Model model) {
    return new RetryingModel(model, POLICY, new ServerHealth("here", POLICY), AttemptListener.NONE);
  }

  @Test
  void transientFailuresAreRetried() throws Exception {
    Script script =
        new Script(failure(Kind.UNAVAILABLE), failure(Kind.RATE_LIMIT), failure(Kind.MALFORMED));
    assertThat(retrying(script).answer(REQUEST)).isEqualTo(ANSWER);
    assertThat(script.calls).isEqualTo(4);
  }

  @Test
  void theLastFailureIsThrownWhenAttemptsAreUsedUp() {
    Script unavailable =
        new Script(
            Collections.nCopies(9, failure(Kind.UNAVAILABLE)).toArray(new ModelException[0]));
    assertThatThrownBy(() -> retrying(unavailable).answer(REQUEST)).hasMessage("it failed");
    assertThat(unavailable.calls).isEqualTo(4);
    Script malformed =
        new Script(Collections.nCopies(9, failure(Kind.MALFORMED)).toArray(new ModelException[0]));
    assertThatThrownBy(() -> retrying(malformed).answer(REQUEST)).hasMessage("it failed");
    assertThat(malformed.calls).isEqualTo(2);
  }

  @Test
  void permanentFailuresAreNotRetried() {
    for (Kind kind : Kind.values()) {
      Script script = new Script(failure(kind));
      if (!kind.isRetriable()) {
        assertThatThrownBy(() -> retrying(script).answer(REQUEST)).hasMessage("it failed");
        assertThat(script.calls).isEqualTo(1);
      }
    }
  }

  @Test
  void rateLimitsDoNotCountAsAttemptsButStopTheJobEventually() {
    Script script =
        new Script(
            Collections.nCopies(10_000, failure(Kind.RATE_LIMIT)).toArray(new ModelException[0]));
    ModelException end =
        catchThrowableOfType(ModelException.class, () -> retrying(script).answer(REQUEST));
    assertThat(end.kind()).isEqualTo(Kind.UNUSABLE);
    assertThat(script.calls).isGreaterThan(20);
  }

  @Test
  void retryAfterIsObeyed() throws Exception {
    ModelException slow = new ModelException(Kind.RATE_LIMIT, "slow", Duration.ofMillis(150), null);
    long start = System.nanoTime();
    retrying(new Script(slow)).answer(REQUEST);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(150_000_000L);
  }

  @Test
  void aRetryAfterOfHoursStopsTheJob() {
    ModelException hours = new ModelException(Kind.RATE_LIMIT, "slow", Duration.ofHours(5), null);
    ModelException end =
        catchThrowableOfType(
            ModelException.class, () -> retrying(new Script(hours)).answer(REQUEST));
    assertThat(end.kind()).isEqualTo(Kind.UNUSABLE);
    assertThat(end).hasMessageContaining("it asks to wait 18000 s");
  }

  @Test
  void backoffGrowsWithReproducibleJitter() {
    RetryPolicy seconds =
        new RetryPolicy(
            9,
            9,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            Duration.ofHours(1),
            9,
            Duration.ofHours(1));
    List<Duration> waits = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      RequestKey key = new RequestKey(i, 0);
      Duration wait = seconds.backoff(key, 3, null);
      assertThat(wait).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
      assertThat(seconds.backoff(key, 3, null)).isEqualTo(wait);
      assertThat(seconds.backoff(key, 60, null))
          .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
      assertThat(seconds.backoff(key, 1, Duration.ofSeconds(20)))
          .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
      waits.add(wait);
    }
    assertThat(waits).doesNotHaveDuplicates();
  }

  @Test
  void everyAttemptIsReportedToTheListener() throws Exception {
    List<String> told = new ArrayList<>();
    AttemptListener listener =
        new AttemptListener() {
          @Override
          public void beforeAttempt(Request request, int attempt) {
            told.add("before " + attempt);
          }

          @Override
          public void onAnswer(Request request, Answer answer) {
            told.add("answered");
          }

          @Override
          public void onFailure(Request request, ModelException failure) {
            told.add("failed " + failure.kind());
          }

          @Override
          public void onAbandoned(Request request) {
            told.add("abandoned");
          }
        };
    Model model = new Script(failure(Kind.RATE_LIMIT), failure(Kind.UNAVAILABLE));
    new RetryingModel(model, POLICY, new ServerHealth("here", POLICY), listener).answer(REQUEST);
    assertThat(told)
        .containsExactly(
            "before 1",
            "failed RATE_LIMIT",
            "before 2",
            "failed UNAVAILABLE",
            "before 3",
            "answered");
    told.clear();
    Model broken =
        new Model() {
          @Override
          public Answer answer(Request request) throws InterruptedException {
            throw new InterruptedException();
          }

          @Override
          public void close() {}
        };
    assertThatThrownBy(
            () ->
                new RetryingModel(broken, POLICY, new ServerHealth("here", POLICY), listener)
                    .answer(REQUEST))
        .isInstanceOf(InterruptedException.class);
    assertThat(told).containsExactly("before 1", "abandoned");
  }

  @Test
  void aServerIsDownOnlyAfterManyFailuresOverALongTime() throws Exception {
    AtomicLong clock = new AtomicLong();
    RetryPolicy policy = policy(1000, 3, Duration.ofSeconds(10));
    ServerHealth health = new ServerHealth("http://there", policy, clock::get);
    for (int i = 0; i < 50; i++) {
      health.recordFailure(failure(Kind.UNAVAILABLE));
    }
    health.throwIfDown();
    health.recordAnswer();
    clock.addAndGet(Duration.ofSeconds(60).toNanos());
    health.recordFailure(failure(Kind.UNAVAILABLE));
    health.recordFailure(failure(Kind.MALFORMED));
    clock.addAndGet(Duration.ofSeconds(11).toNanos());
    health.throwIfDown();
    health.recordFailure(failure(Kind.RATE_LIMIT));
    health.recordFailure(failure(Kind.UNAVAILABLE));
    health.recordFailure(failure(Kind.UNAVAILABLE));
    clock.addAndGet(Duration.ofSeconds(12).toNanos());
    health.recordFailure(failure(Kind.UNAVAILABLE));
    ModelException dead = catchThrowableOfType(ModelException.class, health::throwIfDown);
    assertThat(dead.kind().isFatal()).isTrue();
    assertThat(dead)
        .hasMessageStartingWith(
            "the server at http://there has given no usable answer for 12 s (3 consecutive"
                + " failures); last error: it failed.");
  }

  @Test
  void allThreadsStopWaitingForAServerThatIsDown() throws Exception {
    RetryPolicy policy =
        new RetryPolicy(
            1000,
            2,
            Duration.ofSeconds(50),
            Duration.ofSeconds(50),
            Duration.ofHours(1),
            Duration.ofHours(1),
            8,
            Duration.ZERO);
    ServerHealth health = new ServerHealth("there", policy);
    List<@Nullable Object> ends = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Model down = new Script(failure(Kind.UNAVAILABLE));
      Thread thread =
          new Thread(
              () -> {
                try {
                  ends.add(
                      new RetryingModel(down, policy, health, AttemptListener.NONE)
                          .answer(REQUEST));
                } catch (ModelException | InterruptedException e) {
                  ends.add(e);
                }
              });
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join(20_000);
    }
    assertThat(ends)
        .hasSize(8)
        .allSatisfy(
            end ->
                assertThat(end)
                    .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNUSABLE)));
  }

  @Test
  void anInterruptEndsAWaitImmediately() throws Exception {
    RetryPolicy policy =
        new RetryPolicy(
            9,
            9,
            Duration.ofSeconds(50),
            Duration.ofSeconds(50),
            Duration.ofHours(1),
            Duration.ofHours(1),
            99,
            Duration.ofHours(1));
    CountDownLatch failed = new CountDownLatch(1);
    AttemptListener listener =
        new AttemptListener() {
          @Override
          public void onFailure(Request request, ModelException failure) {
            failed.countDown();
          }
        };
    Model down = new Script(failure(Kind.UNAVAILABLE));
    AtomicReference<@Nullable Object> end = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                end.set(
                    new RetryingModel(down, policy, new ServerHealth("x", policy), listener)
                        .answer(REQUEST));
              } catch (ModelException | InterruptedException e) {
                end.set(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    failed.await();
    thread.interrupt();
    thread.join(20_000);
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
  }
}
