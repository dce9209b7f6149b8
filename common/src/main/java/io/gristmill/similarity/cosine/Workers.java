package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import io.gristmill.concurrent.Daemons;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A fixed number of threads, the caller among them, that share numbered chunks of work. */
final class Workers implements AutoCloseable {

  /** The work on one chunk; {@code worker} may select working memory only. */
  @FunctionalInterface
  interface Task {
    void run(int worker, int chunk);
  }

  private final int count;
  private final @Nullable ExecutorService pool;

  Workers(int count) {
    Require.that(count >= 1, "threads must be at least 1, was %d", count);
    this.count = count;
    this.pool = count == 1 ? null : Daemons.pool("gristmill-cosine", count - 1);
  }

  int count() {
    return count;
  }

  /** Runs the task for chunks 0 to {@code chunks - 1} and returns when all of them are done. */
  void run(int chunks, Task task) {
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
      next.set(chunks); // after a failure here, the other threads stop at their next chunk
      others.forEach(Workers::await);
    }
  }

  private static void drain(int worker, AtomicInteger next, int chunks, Task task) {
    for (int chunk = next.getAndIncrement();
        chunk >= 0 && chunk < chunks;
        chunk = next.getAndIncrement()) {
      task.run(worker, chunk);
    }
  }

  private static void await(Future<?> other) {
    try {
      other.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker thread failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while joining vectors", e);
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}
