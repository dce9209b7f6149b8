package io.gristmill.jobs.train.run.settings;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.loop.TrainingLoop;
import java.util.Optional;

/**
 * How long a training goes on.
 *
 * @param epochs passes through the data, possibly a part of one
 * @param updates in place of epochs
 * @param rows of a micro-batch; of preferences pairs
 * @param accumulation micro-batches of an update
 */
public record PaceSettings(
    double epochs,
    Optional<Long> updates,
    int rows,
    int accumulation,
    long logEvery,
    long checkpointEvery) {

  public static PaceSettings read(SettingsReader reader) {
    return new PaceSettings(
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
   * @param microBatches of an epoch
   */
  public LoopConfig loop(int microBatches, EvaluationSettings evaluation) {
    long perEpoch = TrainingLoop.updatesOfEpoch(microBatches, accumulation);
    return new LoopConfig(
        updates.orElse((long) Math.max(1, Math.ceil(epochs * perEpoch))),
        accumulation,
        logEvery,
        evaluation.every(),
        evaluation.atStart(),
        checkpointEvery,
        evaluation.metric(),
        evaluation.patience());
  }
}
