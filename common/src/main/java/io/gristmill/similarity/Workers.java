package io.gristmill.similarity;

import io.gristmill.check.Require;
import io.gristmill.concurrent.Daemons;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A fixed number of threads, the caller among them, that share numbered chunks of work. */
public final class Workers implements AutoCloseable {

  /** The work on one chunk; {@code worker} may select working memory only. */
  @FunctionalInterface
  public interface Task {
    void run(int worker, int chunk);
  }

  private final int count;
  private final @Nullable ExecutorService pool;

  public Workers(int count) {
    Require.that(count >= 1, "threads must be at least 1, was %d", count);
    this.count = count;
    this.pool = count == 1 ? null : Daemons.pool("gristmill-join", count - 1);
  }

  public int count() {
    return count;
  }

  /** Runs the task for chunks 0 to {@code chunks - 1} and returns when all of them are done. */
  public void run(int chunks, Task task) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> others = new ArrayList<>();
    if (pool != null) {
      for (int worker = 1; worker < Math.min(count, chunks); worker++) {
        int id = worker;
        others.add(pool.submit(() -> drain(id, next, chunks, task)));
      }
    }
    try {
      drain(0, next, chunks, task);
    } finally {
      others.forEach(Workers::await);
    }
  }

  private static void drain(int worker, AtomicInteger next, int chunks, Task task) {
    boolean done = false;
    try {
      for (int chunk = next.getAndIncrement();
          chunk >= 0 && chunk < chunks;
          chunk = next.getAndIncrement()) {
        task.run(worker, chunk);
      }
      done = true;
    } finally {
      if (!done) {
        next.set(chunks); // after a failure here, the other threads stop at their next chunk
      }
    }
  }

  private static void await(Future<?> other) {
    try {
      other.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      // a task throws no checked exception
      throw (RuntimeException) Objects.requireNonNull(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the join was interrupted");
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}
