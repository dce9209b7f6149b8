package io.gristmill.jobs.train.step;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.optim.AdamW;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Computes the gradients of micro-batches, several at a time, and sums them in the order of the
 * micro-batches: the sum is the same bit for bit however many threads there are.
 */
public final class Crew implements AutoCloseable {

  private final int size;
  private final @Nullable ExecutorService threads;

  /**
   * @param size micro-batches at a time, each with gradients of its own in memory
   */
  public Crew(int size) {
    Require.that(size >= 1, "a crew needs a member, was %d", size);
    this.size = size;
    this.threads = size == 1 ? null : Executors.newFixedThreadPool(size, Crew::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gristmill-gradients");
    thread.setDaemon(true);
    return thread;
  }

  /** What came of a micro-batch; its gradients are of the scope it was given. */
  record Part<R>(R result, List<Tensor> gradients) {}

  /** What came of all. */
  record Sum<R>(List<R> results, List<Tensor> gradients) {}

  /** Computes a micro-batch. */
  interface Work<R> {
    Part<R> part(Scope scope, int number);
  }

  private record Running<R>(Scope scope, Future<Part<R>> part) {}

  /**
   * @param scope gets the sum
   * @param count of micro-batches, at least 1
   */
  <R> Sum<R> sum(Scope scope, AdamW optimiser, int count, Work<R> work) {
    return threads == null
        ? alone(scope, optimiser, count, work)
        : together(threads, scope, optimiser, count, work);
  }

  private static <R> Sum<R> alone(Scope scope, AdamW optimiser, int count, Work<R> work) {
    Part<R> first = work.part(scope, 0);
    List<R> results = new ArrayList<>(List.of(first.result()));
    for (int i = 1; i < count; i++) {
      try (Scope inner = scope.open()) {
        Part<R> more = work.part(inner, i);
        optimiser.add(inner, first.gradients(), more.gradients());
        results.add(more.result());
      }
    }
    return new Sum<>(results, first.gradients());
  }

  private <R> Sum<R> together(
      ExecutorService pool, Scope scope, AdamW optimiser, int count, Work<R> work) {
    List<R> results = new ArrayList<>();
    List<Tensor> sum = List.of();
    Deque<Running<R>> running = new ArrayDeque<>();
    int begun = 0;
    try {
      while (results.size() < count) {
        while (begun < count && running.size() < size) {
          running.add(begin(pool, scope.open(), begun++, work));
        }
        Running<R> next = running.getFirst();
        Part<R> part = await(next.part());
        running.removeFirst();
        results.add(part.result());
        sum = added(optimiser, next.scope(), sum, part.gradients());
      }
      return new Sum<>(results, sum);
    } finally {
      running.forEach(Crew::settle);
    }
  }

  private static <R> Running<R> begin(ExecutorService pool, Scope scope, int number, Work<R> work) {
    return new Running<>(scope, pool.submit(() -> work.part(scope, number)));
  }

  /** The first gradients become the sum, and their scope stays open with the outer one. */
  private static List<Tensor> added(
      AdamW optimiser, Scope inner, List<Tensor> sum, List<Tensor> more) {
    if (sum.isEmpty()) {
      return more;
    }
    optimiser.add(inner, sum, more);
    inner.close();
    return sum;
  }

  private static <R> R await(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("the training was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** After a failure nobody may go on with tensors that are about to be closed. */
  private static void settle(Running<?> left) {
    try {
      await(left.part());
    } catch (RuntimeException another) {
      // The first failure is the one that is told.
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
    }
  }
}
