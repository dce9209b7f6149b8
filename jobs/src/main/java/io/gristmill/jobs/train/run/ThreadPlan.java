package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.model.Lora;
import io.gristmill.jobs.train.model.Parameters;
import io.gristmill.jobs.train.model.TransformerConfig;

/**
 * Division of CPU work among threads.
 *
 * @param threadsPerOperation threads of one PyTorch operation
 * @param parallelMicroBatches micro-batches computed in parallel
 */
record ThreadPlan(int threadsPerOperation, int parallelMicroBatches) {

  /**
   * Number of weights below which operations are so short that a second thread costs more than it
   * gains.
   */
  private static final long SMALL_MODEL_WEIGHTS = 20_000_000;

  /**
   * Returns the requested plan. By default, small models use one thread per operation and one
   * parallel micro-batch per core; larger models use all cores for one operation at a time.
   */
  public static ThreadPlan plan(
      TrainingConfig.Device settings, ModelSource model, int accumulation, int cores) {
    boolean small = Parameters.of(model.config()).numWeights() < SMALL_MODEL_WEIGHTS;
    boolean parallel = small && !hasDropout(model) && !settings.device().startsWith("cuda");
    int workers =
        settings.parallelMicroBatches() > 0
            ? settings.parallelMicroBatches()
            : parallel ? Math.min(cores, accumulation) : 1;
    int threads = settings.threads() > 0 ? settings.threads() : small ? workers : cores;
    return new ThreadPlan(Math.max(1, threads / workers), workers);
  }

  /** Whether a step draws random numbers, which parallel micro-batches would share. */
  public static boolean hasDropout(ModelSource model) {
    return !model.config().dropout().equals(TransformerConfig.Dropout.NONE)
        || model.lora().map(Lora::dropout).filter(share -> share > 0).isPresent();
  }
}
