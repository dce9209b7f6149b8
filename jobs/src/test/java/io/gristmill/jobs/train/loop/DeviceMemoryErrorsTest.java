package io.gristmill.jobs.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.DeviceMemoryException;
import io.gristmill.jobs.train.tensor.Program;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceMemoryErrorsTest {

  private static final Batch SMALL = Batch.of(1, 4, new long[4], new long[4]);
  private static final Batch LARGE = Batch.of(3, 7, new long[21], new long[21]);

  /** TorchScript that allocates more memory than any machine has. */
  private static final String GREEDY =
      """
      class Greedy(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def take(self: __torch__.Greedy, x: Tensor) -> Tensor:
          return torch.zeros([1000000000, 1000000], dtype=7, layout=None, device=None, pin_memory=None)
      """;

  @Test
  void anOutOfMemoryErrorNamesTheLargestBatchAndTheRemedy() {
    try (Backend backend = Backend.open("cpu");
        Program greedy = backend.compile("Greedy", GREEDY);
        Scope scope = backend.open()) {
      assertThatThrownBy(
              () ->
                  DeviceMemoryErrors.explain(
                      backend,
                      List.of(SMALL, LARGE, SMALL),
                      () -> greedy.run(scope, "take", scope.zeros(DType.F32, Shape.of(1)))))
          .isInstanceOf(UserException.class)
          .hasCauseInstanceOf(DeviceMemoryException.class)
          .hasMessageStartingWith(
              "not enough memory on cpu for a micro-batch of 3 rows by 7 tokens (Greedy.take")
          .hasMessageContaining(
              "lower per-device-train-batch-size and raise gradient-accumulation-steps")
          .satisfies(
              e -> assertThat(((UserException) e).exitCode()).isEqualTo(ExitCode.CONFIGURATION));
    }
  }

  @Test
  void workWithinMemoryReturnsItsResult() {
    try (Backend backend = Backend.open("cpu")) {
      assertThat(DeviceMemoryErrors.explain(backend, List.of(SMALL), () -> 7)).isEqualTo(7);
    }
  }
}
