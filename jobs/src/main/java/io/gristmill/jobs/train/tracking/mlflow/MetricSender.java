package io.gristmill.jobs.train.tracking.mlflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries points to the server in a thread of its own: some at a time, again and again while the
 * server is away, with pauses that double up to a minute. What does not fit into the queue is lost
 * and counted. Where the server refuses for good, nothing more is tried.
 */
final class MetricSender {

  private static final long BATCH_INTERVAL_MILLIS = 1000;
  private static final long INITIAL_BACKOFF_MILLIS = 500;
  private static final long MAX_BACKOFF_MILLIS = 60_000;

  private final RunOpener opener;
  private final Consumer<String> warn;
  private final BlockingQueue<MetricPoint> queue;
  private final AtomicLong queued = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile String status = "FAILED";
  private volatile long endMillis;
  private boolean warned;
  private long backoffMillis = INITIAL_BACKOFF_MILLIS;

  /** Makes or finds the run; may be called again when it failed. */
  interface RunOpener {
    MlflowRun open() throws IOException, InterruptedException;
  }

  /**
   * @param capacity most points that wait
   * @param warn is told once of the first failure
   */
  MetricSender(RunOpener opening, int capacity, Consumer<String> warn) {
    this.opener = opening;
    this.warn = warn;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.thread = new Thread(this::run, "mlflow-delivery");
    thread.setDaemon(true);
    thread.start();
  }

  /** Never waits. */
  void add(MetricPoint point) {
    queued.incrementAndGet();
    if (thread.isAlive()) {
      queue.offer(point);
    }
  }

  /**
   * Ends the delivery, with what waits if that goes quickly.
   *
   * @param how MLflow's name of the run's end
   * @return points that were not delivered
   */
  long close(String how, long wallMillis, int seconds) {
    status = how;
    endMillis = wallMillis;
    closing.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(seconds) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    return queued.get() - delivered.get();
  }

  long queued() {
    return queued.get();
  }

  private void run() {
    try {
      MlflowRun run = openRun();
      tryOnce(run::logParameters);
      List<MetricPoint> batch = new ArrayList<>();
      while (!fillBatch(batch)) {
        send(run, batch);
      }
      send(run, batch);
      retry(() -> end(run));
    } catch (MlflowException e) {
      warnOnce(e); // for good
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the training is over and waits no longer
    } finally {
      queue.clear();
    }
  }

  private MlflowRun openRun() throws MlflowException, InterruptedException {
    @Nullable MlflowRun[] run = new MlflowRun[1];
    retry(() -> run[0] = opener.open());
    return Objects.requireNonNull(run[0]);
  }

  /** Waits for points; true when there will be no more than these. */
  private boolean fillBatch(List<MetricPoint> batch) throws InterruptedException {
    boolean last = false;
    while (batch.isEmpty() && !last) {
      last =
          queue.size() < MlflowRun.MAX_POINTS
              && closing.await(BATCH_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
      queue.drainTo(batch, MlflowRun.MAX_POINTS);
    }
    return last && queue.isEmpty();
  }

  /** Delivers a batch and empties it; one that the server refuses for good is lost. */
  private void send(MlflowRun run, List<MetricPoint> batch) throws InterruptedException {
    if (!batch.isEmpty() && tryOnce(() -> run.logMetrics(batch))) {
      delivered.addAndGet(batch.size());
    }
    batch.clear();
  }

  /** Whether a call was granted in the end; one that is refused for good stops no other. */
  private boolean tryOnce(Call call) throws InterruptedException {
    try {
      retry(call);
      return true;
    } catch (MlflowException e) {
      warnOnce(e);
      return false;
    }
  }

  private void end(MlflowRun run) throws MlflowException, InterruptedException {
    run.end(status, endMillis);
  }

  private interface Call {
    void make() throws IOException, InterruptedException;
  }

  private void retry(Call call) throws MlflowException, InterruptedException {
    while (true) {
      try {
        call.make();
        backoffMillis = INITIAL_BACKOFF_MILLIS;
        return;
      } catch (MlflowException e) {
        if (!e.isTransient()) {
          throw e;
        }
        warnOnce(e);
      } catch (IOException e) {
        throw new MlflowException(1, "", String.valueOf(e.getMessage()));
      }
      if (closing.await(
          backoffMillis, TimeUnit.MILLISECONDS)) { // then the caller waits, but not for ever
        TimeUnit.MILLISECONDS.sleep(INITIAL_BACKOFF_MILLIS);
      }
      backoffMillis = Math.min(MAX_BACKOFF_MILLIS, 2 * backoffMillis);
    }
  }

  private void warnOnce(MlflowException refusal) {
    if (!warned) {
      warned = true;
      warn.accept(
          refusal.getMessage()
              + (refusal.isTransient() ? "; further attempts are silent" : "; it is left alone"));
    }
  }
}
