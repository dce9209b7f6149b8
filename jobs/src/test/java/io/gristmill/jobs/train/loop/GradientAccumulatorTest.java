package io.gristmill.jobs.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests gradients that are accumulated by several threads. */
class GradientAccumulatorTest {

  private static float[] sum(int parallelism, int count) {
    try (Backend backend = Backend.open("cpu");
        Scope scope = backend.open();
        GradientAccumulator accumulator = new GradientAccumulator(parallelism)) {
      List<Tensor> weights = List.of(scope.floats(new float[2], Shape.of(2)));
      try (AdamW optimizer =
          new AdamW(backend, AdamWConfig.DEFAULT, weights, AdamW.State.initial(scope, weights))) {
        GradientAccumulator.Accumulated<Integer> sum =
            accumulator.accumulate(
                scope, optimizer, count, (inner, i) -> microBatch(inner, i, count));
        assertThat(sum.results())
            .isEqualTo(java.util.stream.IntStream.range(0, count).boxed().toList());
        return sum.gradients().get(0).floats();
      }
    }
  }

  /** Later micro-batches finish sooner, and the sum of their numbers depends on the order. */
  private static GradientAccumulator.MicroBatchResult<Integer> microBatch(
      Scope scope, int number, int count) {
    try {
      Thread.sleep(2L * (count - number));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    float[] values = {(float) Math.pow(10, number - 4), 1f / (number + 3)};
    return new GradientAccumulator.MicroBatchResult<>(
        number, List.of(scope.floats(values, Shape.of(2))));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void theSumOfSeveralThreadsIsBitIdenticalToThatOfOne(int parallelism) {
    assertThat(sum(parallelism, 9)).isEqualTo(sum(1, 9));
    assertThat(sum(parallelism, 1)).isEqualTo(sum(1, 1));
  }

  @Test
  void aFailureIsThrownAfterAllMicroBatchesEnded() {
    AtomicInteger running = new AtomicInteger();
    try (Backend backend = Backend.open("cpu");
        Scope scope = backend.open();
        GradientAccumulator accumulator = new GradientAccumulator(3)) {
      List<Tensor> weights = List.of(scope.floats(new float[2], Shape.of(2)));
      try (AdamW optimizer =
          new AdamW(backend, AdamWConfig.DEFAULT, weights, AdamW.State.initial(scope, weights))) {
        assertThatThrownBy(
                () ->
                    accumulator.accumulate(
                        scope,
                        optimizer,
                        9,
                        (inner, i) -> {
                          running.incrementAndGet();
                          try {
                            if (i == 1) {
                              throw new IllegalStateException("micro-batch 1");
                            }
                            return microBatch(inner, i, 9);
                          } finally {
                            running.decrementAndGet();
                          }
                        }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("micro-batch 1");
        assertThat(running).hasValue(0);
      }
    }
  }

  @Test
  void rejectsAParallelismOfZero() {
    assertThatThrownBy(() -> new GradientAccumulator(0))
        .hasMessage("the parallelism of gradient accumulation must be >= 1, was 0");
  }
}
