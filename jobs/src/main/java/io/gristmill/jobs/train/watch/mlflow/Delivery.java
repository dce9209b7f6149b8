package io.gristmill.jobs.train.watch.mlflow;

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
final class Delivery {

  private static final long GATHER_MILLIS = 1000;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  private final Opening opening;
  private final Consumer<String> warn;
  private final BlockingQueue<Point> queue;
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile String status = "FAILED";
  private volatile long endMillis;
  private boolean warned;
  private long pause = FIRST_PAUSE_MILLIS;

  /** Makes or finds the run; may be called again when it failed. */
  interface Opening {
    RemoteRun open() throws IOException, InterruptedException;
  }

  /**
   * @param capacity most points that wait
   * @param warn is told once of the first failure
   */
  Delivery(Opening opening, int capacity, Consumer<String> warn) {
    this.opening = opening;
    this.warn = warn;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.thread = new Thread(this::run, "mlflow-delivery");
    thread.setDaemon(true);
    thread.start();
  }

  /** Never waits. */
  void add(Point point) {
    told.incrementAndGet();
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
    return told.get() - delivered.get();
  }

  long told() {
    return told.get();
  }

  private void run() {
    try {
      RemoteRun run = opened();
      tell(run::parameters);
      List<Point> batch = new ArrayList<>();
      while (!gather(batch)) {
        deliver(run, batch);
      }
      deliver(run, batch);
      attempt(() -> end(run));
    } catch (Refusal e) {
      warnOnce(e); // for good
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the training is over and waits no longer
    } finally {
      queue.clear();
    }
  }

  private RemoteRun opened() throws Refusal, InterruptedException {
    @Nullable RemoteRun[] run = new RemoteRun[1];
    attempt(() -> run[0] = opening.open());
    return Objects.requireNonNull(run[0]);
  }

  /** Waits for points; true when there will be no more than these. */
  private boolean gather(List<Point> batch) throws InterruptedException {
    boolean last = false;
    while (batch.isEmpty() && !last) {
      last =
          queue.size() < RemoteRun.MOST_POINTS
              && closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
      queue.drainTo(batch, RemoteRun.MOST_POINTS);
    }
    return last && queue.isEmpty();
  }

  /** Delivers a batch and empties it; one that the server refuses for good is lost. */
  private void deliver(RemoteRun run, List<Point> batch) throws InterruptedException {
    if (!batch.isEmpty() && tell(() -> run.points(batch))) {
      delivered.addAndGet(batch.size());
    }
    batch.clear();
  }

  /** Whether a call was granted in the end; one that is refused for good stops no other. */
  private boolean tell(Call call) throws InterruptedException {
    try {
      attempt(call);
      return true;
    } catch (Refusal e) {
      warnOnce(e);
      return false;
    }
  }

  private void end(RemoteRun run) throws Refusal, InterruptedException {
    run.end(status, endMillis);
  }

  private interface Call {
    void make() throws IOException, InterruptedException;
  }

  private void attempt(Call call) throws Refusal, InterruptedException {
    while (true) {
      try {
        call.make();
        pause = FIRST_PAUSE_MILLIS;
        return;
      } catch (Refusal e) {
        if (!e.passes()) {
          throw e;
        }
        warnOnce(e);
      } catch (IOException e) {
        throw new Refusal(1, "", String.valueOf(e.getMessage()));
      }
      if (closing.await(pause, TimeUnit.MILLISECONDS)) { // then the caller waits, but not for ever
        TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS);
      }
      pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
    }
  }

  private void warnOnce(Refusal refusal) {
    if (!warned) {
      warned = true;
      warn.accept(
          refusal.getMessage()
              + (refusal.passes() ? "; further attempts are silent" : "; it is left alone"));
    }
  }
}
