package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.loop.DpoObjective;
import io.gristmill.jobs.train.loop.Objective;
import io.gristmill.jobs.train.loop.ReferenceLogProbTable;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.run.directory.ReferenceLogProbFile;
import io.gristmill.jobs.train.step.DpoStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Preference optimisation on pairs. The reference is the model that the training began with. */
record DpoObjectiveFactory(PairData training, Optional<PairData> evaluation, PreferenceLoss loss)
    implements ObjectiveFactory {

  /**
   * Pairs in two orders.
   *
   * @param batches the batches of an epoch
   * @param allPairs every pair once, for the reference
   * @param ids of the pairs, by their place
   * @param precomputed what the data say that it thinks of them, if they do of all
   * @param file keeps what it thinks of them
   */
  record PairData(
      PairSource batches,
      PairSource allPairs,
      List<String> ids,
      Optional<ReferenceLogProbTable> precomputed,
      ReferenceLogProbFile file) {

    DpoObjective.ScoredPairs withReference(TrainingState shop) {
      Optional<Supplier<ReferenceLogProbTable>> compute =
          shop.reference()
              .map(model -> () -> ReferenceLogProbTable.compute(shop.backend(), model, allPairs));
      return new DpoObjective.ScoredPairs(
          batches, precomputed.isPresent() ? precomputed.get() : file.readOrCompute(ids, compute));
    }
  }

  @Override
  public int microBatches() {
    return training.batches().size();
  }

  @Override
  public Objective objective(TrainingState shop) {
    DpoStep tuning =
        new DpoStep(
            shop.backend(),
            shop.model(),
            shop.optimiser(),
            shop.schedule(),
            loss,
            shop.crew(),
            shop.seed());
    return new DpoObjective(
        shop.backend(),
        tuning,
        training.withReference(shop),
        evaluation.map(pairs -> pairs.withReference(shop)));
  }
}
