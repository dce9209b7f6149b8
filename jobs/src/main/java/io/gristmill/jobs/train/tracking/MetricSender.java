package io.gristmill.jobs.train.tracking;

import io.gristmill.check.UserException;
import io.gristmill.concurrent.Daemons;
import io.gristmill.jobs.train.tracking.MlflowRun.MetricPoint;
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
 * Sends metric values to the server in batches, in a separate thread; retries while the server is
 * unavailable, with exponential backoff up to one minute. Values beyond the queue's capacity are
 * dropped and counted. After a permanent error of the connection nothing more is sent.
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

  /** Creates or finds the run; may be called again after an error. */
  interface RunOpener {
    MlflowRun open() throws IOException, InterruptedException;
  }

  /**
   * @param warn receives the first error
   */
  MetricSender(RunOpener opener, int capacity, Consumer<String> warn) {
    this.opener = opener;
    this.warn = warn;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.thread = Daemons.thread("mlflow-delivery", this::run);
    thread.start();
  }

  /** Queues a value; never blocks. */
  void add(MetricPoint point) {
    queued.incrementAndGet();
    if (thread.isAlive()) {
      queue.offer(point);
    }
  }

  /**
   * Stops sending, after sending queued values within the timeout.
   *
   * @param finalStatus MLflow's status of the ended run
   * @return number of values that were not sent
   */
  long close(String finalStatus, long wallMillis, int seconds) {
    status = finalStatus;
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
      warnOnce(e); // permanent
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the training has ended and does not wait
    } finally {
      queue.clear();
    }
  }

  private MlflowRun openRun() throws MlflowException, InterruptedException {
    @Nullable MlflowRun[] run = new MlflowRun[1];
    retry(() -> run[0] = opener.open());
    return Objects.requireNonNull(run[0]);
  }

  /** Waits for values; true if these are the last. */
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

  /** Sends a batch and clears it; a batch that the server rejects permanently is lost. */
  private void send(MlflowRun run, List<MetricPoint> batch) throws InterruptedException {
    if (!batch.isEmpty() && tryOnce(() -> run.logMetrics(batch))) {
      delivered.addAndGet(batch.size());
    }
    batch.clear();
  }

  /**
   * Retries a call until it succeeds; false after a permanent error, which does not stop other
   * calls.
   */
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
      } catch (IOException | UserException e) {
        throw new MlflowException(1, "", String.valueOf(e.getMessage()));
      }
      if (closing.await(backoffMillis, TimeUnit.MILLISECONDS)) { // close() waits, with a timeout
        TimeUnit.MILLISECONDS.sleep(INITIAL_BACKOFF_MILLIS);
      }
      backoffMillis = Math.min(MAX_BACKOFF_MILLIS, 2 * backoffMillis);
    }
  }

  private void warnOnce(MlflowException error) {
    if (!warned) {
      warned = true;
      warn.accept(
          error.getMessage() + (error.isTransient() ? "; retrying silently" : "; giving up"));
    }
  }
}
