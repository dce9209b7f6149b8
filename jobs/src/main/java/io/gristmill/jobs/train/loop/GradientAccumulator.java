package io.gristmill.jobs.train.loop;

import io.gristmill.check.Require;
import io.gristmill.concurrent.Daemons;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Computes the gradients of micro-batches in parallel and sums them in the order of the
 * micro-batches, so that the sum is bit-identical for any number of threads.
 */
public final class GradientAccumulator implements AutoCloseable {

  private final int parallelism;
  private final @Nullable ExecutorService threads;

  /**
   * @param parallelism number of micro-batches computed at a time, >= 1; each takes the memory of
   *     its gradients
   */
  public GradientAccumulator(int parallelism) {
    Require.that(
        parallelism >= 1,
        "the parallelism of gradient accumulation must be >= 1, was %d",
        parallelism);
    this.parallelism = parallelism;
    this.threads = parallelism == 1 ? null : Daemons.pool("gristmill-gradients", parallelism);
  }

  /**
   * Result and gradients of a micro-batch; the gradients belong to the scope passed to its
   * computation.
   */
  record MicroBatchResult<R>(R result, List<Tensor> gradients) {}

  /** The results of all micro-batches and the sum of their gradients. */
  record Accumulated<R>(List<R> results, List<Tensor> gradients) {}

  interface MicroBatch<R> {
    MicroBatchResult<R> compute(Scope scope, int index);
  }

  private record InFlight<R>(Scope scope, Future<MicroBatchResult<R>> result) {}

  /** Computes all micro-batches, at least one. */
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
        MicroBatchResult<R> next = microBatch.compute(inner, i);
        optimizer.accumulate(inner, first.gradients(), next.gradients());
        results.add(next.result());
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
        MicroBatchResult<R> result = await(next.result());
        inFlight.removeFirst();
        results.add(result.result());
        sum = addInto(optimizer, next.scope(), sum, result.gradients());
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

  /**
   * Adds gradients to the sum. The first become the sum; their scope stays open until the outer one
   * closes.
   */
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

  /** Waits for a micro-batch after a failure, since its tensors are about to be closed. */
  private static void awaitQuietly(InFlight<?> microBatch) {
    try {
      await(microBatch.result());
    } catch (RuntimeException ignored) {
      // The first failure is reported.
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
    }
  }
}
