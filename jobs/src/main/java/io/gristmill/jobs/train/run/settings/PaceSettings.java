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
        reader.real("epochs", 1e-6, 1e6),
        reader.isNull("updates")
            ? Optional.empty()
            : Optional.of(reader.whole("updates", 1, 1L << 40)),
        reader.integer("rows", 1, 1 << 20),
        reader.integer("accumulation", 1, 1 << 20),
        reader.whole("log-every", 1, Long.MAX_VALUE),
        reader.whole("checkpoint-every", 0, Long.MAX_VALUE));
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
