package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.loop.Objective;
import io.gristmill.jobs.train.loop.Preferring;
import io.gristmill.jobs.train.loop.ReferenceScores;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.run.folder.ReferenceFile;
import io.gristmill.jobs.train.step.DpoStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Preference optimisation on pairs. The reference is the model that the training began with. */
record DpoTask(Pairs training, Optional<Pairs> heldOut, PreferenceLoss loss) implements Task {

  /**
   * Pairs in two orders.
   *
   * @param learned the batches of an epoch
   * @param whole every pair once, for the reference
   * @param ids of the pairs, by their place
   * @param known what the data say that it thinks of them, if they do of all
   * @param reference keeps what it thinks of them
   */
  record Pairs(
      PairSource learned,
      PairSource whole,
      List<String> ids,
      Optional<ReferenceScores> known,
      ReferenceFile reference) {

    Preferring.Pairs scored(Workshop shop) {
      Optional<Supplier<ReferenceScores>> compute =
          shop.reference()
              .map(model -> () -> ReferenceScores.compute(shop.backend(), model, whole));
      return new Preferring.Pairs(
          learned, known.isPresent() ? known.get() : reference.scores(ids, compute));
    }
  }

  @Override
  public int microBatches() {
    return training.learned().size();
  }

  @Override
  public Objective objective(Workshop shop) {
    DpoStep tuning =
        new DpoStep(
            shop.backend(),
            shop.model(),
            shop.optimiser(),
            shop.schedule(),
            loss,
            shop.crew(),
            shop.seed());
    return new Preferring(
        shop.backend(), tuning, training.scored(shop), heldOut.map(pairs -> pairs.scored(shop)));
  }
}
