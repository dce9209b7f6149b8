package io.gristmill.jobs.train.run;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.loop.TrainingLoop;
import java.util.Optional;

/**
 * Length of a training, batch sizes and intervals of logging and checkpoints.
 *
 * @param epochs number of epochs, possibly fractional
 * @param maxSteps overrides {@code epochs}
 * @param microBatchSize examples of a micro-batch; for dpo pairs
 * @param accumulationSteps micro-batches of an optimizer step
 * @param loggingSteps steps between log entries
 * @param saveSteps steps between checkpoints; 0: only at a new best and at the end
 */
public record StepSettings(
    double epochs,
    Optional<Long> maxSteps,
    int microBatchSize,
    int accumulationSteps,
    long loggingSteps,
    long saveSteps) {

  public static StepSettings read(SettingsReader reader) {
    return new StepSettings(
        reader.real("num-train-epochs", 1e-6, 1e6),
        reader.isNull("max-steps")
            ? Optional.empty()
            : Optional.of(reader.whole("max-steps", 1, 1L << 40)),
        reader.integer("per-device-train-batch-size", 1, 1 << 20),
        reader.integer("gradient-accumulation-steps", 1, 1 << 20),
        reader.whole("logging-steps", 1, Long.MAX_VALUE),
        reader.whole("save-steps", 0, Long.MAX_VALUE));
  }

  /**
   * @param microBatches micro-batches per epoch
   */
  public LoopConfig loop(int microBatches, EvaluationSettings evaluation) {
    long perEpoch = TrainingLoop.stepsPerEpoch(microBatches, accumulationSteps);
    return new LoopConfig(
        maxSteps.orElse((long) Math.max(1, Math.ceil(epochs * perEpoch))),
        accumulationSteps,
        loggingSteps,
        evaluation.evalSteps(),
        evaluation.evalOnStart(),
        saveSteps,
        evaluation.metric(),
        evaluation.patience());
  }
}
