package io.gristmill.jobs.train.loop;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.DeviceMemoryException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Converts out-of-memory errors of a device into errors that name the batch and the remedy. */
final class DeviceMemoryErrors {

  private DeviceMemoryErrors() {}

  /** Runs work; if the device runs out of memory, the error names the largest batch. */
  static <T> T explain(Backend backend, List<Batch> batches, Supplier<T> work) {
    try {
      return work.get();
    } catch (DeviceMemoryException e) {
      Batch largest =
          batches.stream()
              .max(Comparator.comparingInt(batch -> batch.inputIds().length))
              .orElseThrow();
      throw new UserException(
          ExitCode.CONFIGURATION,
          String.format(
              "not enough memory on %s for a micro-batch of %d rows by %d tokens (%s); lower"
                  + " per-device-train-batch-size and raise gradient-accumulation-steps"
                  + " accordingly, lower training-data.max-length, or enable"
                  + " gradient-checkpointing, lora.r or bf16",
              backend.device(), largest.rows(), largest.columns(), e.getMessage()),
          e);
    }
  }
}
