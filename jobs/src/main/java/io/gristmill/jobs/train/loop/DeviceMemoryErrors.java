package io.gristmill.jobs.train.loop;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.DeviceMemoryException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Turns a lack of memory into what a user can do about it. */
final class DeviceMemoryErrors {

  private DeviceMemoryErrors() {}

  /**
   * @param batches what was worked on
   * @throws UserException naming the largest of them
   */
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
              "not enough memory on %s for a micro-batch of %d rows by %d tokens (%s); lower the"
                  + " rows of a micro-batch and raise accumulation likewise, lower the longest"
                  + " length, or switch activation checkpointing, LoRA or bf16 on",
              backend.device(), largest.rows(), largest.columns(), e.getMessage()),
          e);
    }
  }
}
