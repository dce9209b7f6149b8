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
public final class GradientAccumulator implements AutoCloseable {

  private final int parallelism;
  private final @Nullable ExecutorService threads;

  /**
   * @param parallelism micro-batches at a time, each with gradients of its own in memory
   */
  public GradientAccumulator(int parallelism) {
    Require.that(parallelism >= 1, "a crew needs a member, was %d", parallelism);
    this.parallelism = parallelism;
    this.threads =
        parallelism == 1
            ? null
            : Executors.newFixedThreadPool(parallelism, GradientAccumulator::daemon);
  }

  private static Thread daemon(Runnable microBatch) {
    Thread thread = new Thread(microBatch, "gristmill-gradients");
    thread.setDaemon(true);
    return thread;
  }

  /** What came of a micro-batch; its gradients are of the scope it was given. */
  record MicroBatchResult<R>(R result, List<Tensor> gradients) {}

  /** What came of all. */
  record Accumulated<R>(List<R> results, List<Tensor> gradients) {}

  /** Computes a micro-batch. */
  interface MicroBatch<R> {
    MicroBatchResult<R> compute(Scope scope, int index);
  }

  private record InFlight<R>(Scope scope, Future<MicroBatchResult<R>> result) {}

  /**
   * @param scope gets the sum
   * @param count of micro-batches, at least 1
   */
  <R> Accumulated<R> accumulate(Scope scope, AdamW optimizer, int count, MicroBatch<R> microBatch) {
    return threads == null
        ? accumulateSequentially(scope, optimizer, count, microBatch)
        : accumulateInParallel(threads, scope, optimizer, count, microBatch);
  }

  private static <R> Accumulated<R> accumulateSequentially(
      Scope scope, AdamW optimizer, int count, MicroBatch<R> microBatch) {
    MicroBatchResult<R> first = microBatch.compute(scope, 0);
    List<R> results = new ArrayList<>(List.of(first.result()));
    for (int i = 1; i < count; i++) {
      try (Scope inner = scope.open()) {
        MicroBatchResult<R> more = microBatch.compute(inner, i);
        optimizer.accumulate(inner, first.gradients(), more.gradients());
        results.add(more.result());
      }
    }
    return new Accumulated<>(results, first.gradients());
  }

  private <R> Accumulated<R> accumulateInParallel(
      ExecutorService pool, Scope scope, AdamW optimizer, int count, MicroBatch<R> microBatch) {
    List<R> results = new ArrayList<>();
    List<Tensor> sum = List.of();
    Deque<InFlight<R>> inFlight = new ArrayDeque<>();
    int submitted = 0;
    try {
      while (results.size() < count) {
        while (submitted < count && inFlight.size() < parallelism) {
          inFlight.add(submit(pool, scope.open(), submitted++, microBatch));
        }
        InFlight<R> next = inFlight.getFirst();
        MicroBatchResult<R> part = await(next.result());
        inFlight.removeFirst();
        results.add(part.result());
        sum = addInto(optimizer, next.scope(), sum, part.gradients());
      }
      return new Accumulated<>(results, sum);
    } finally {
      inFlight.forEach(GradientAccumulator::awaitQuietly);
    }
  }

  private static <R> InFlight<R> submit(
      ExecutorService pool, Scope scope, int index, MicroBatch<R> microBatch) {
    return new InFlight<>(scope, pool.submit(() -> microBatch.compute(scope, index)));
  }

  /** The first gradients become the sum, and their scope stays open with the outer one. */
  private static List<Tensor> addInto(
      AdamW optimizer, Scope inner, List<Tensor> sum, List<Tensor> more) {
    if (sum.isEmpty()) {
      return more;
    }
    optimizer.accumulate(inner, sum, more);
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
  private static void awaitQuietly(InFlight<?> left) {
    try {
      await(left.result());
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
