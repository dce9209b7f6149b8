package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.loop.DpoObjective;
import io.gristmill.jobs.train.loop.DpoStep;
import io.gristmill.jobs.train.loop.Objective;
import io.gristmill.jobs.train.loop.ReferenceLogProbTable;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.run.directory.ReferenceLogProbFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** DPO on preference pairs. The reference model is the initial model of the training. */
record DpoObjectiveFactory(PairData training, Optional<PairData> evaluation, PreferenceLoss loss)
    implements ObjectiveFactory {

  /**
   * Pairs as shuffled training batches, and once in file order.
   *
   * @param batches the micro-batches of an epoch
   * @param allPairs every pair once, to compute reference log-probabilities
   * @param ids ids of the pairs, by index
   * @param precomputed reference log-probabilities stored in the data, if every pair has them
   * @param file stores computed reference log-probabilities in the run directory
   */
  record PairData(
      PairSource batches,
      PairSource allPairs,
      List<String> ids,
      Optional<ReferenceLogProbTable> precomputed,
      ReferenceLogProbFile file) {

    DpoObjective.ScoredPairs withReference(TrainingState state) {
      Optional<Supplier<ReferenceLogProbTable>> compute =
          state
              .reference()
              .map(model -> () -> ReferenceLogProbTable.compute(state.backend(), model, allPairs));
      return new DpoObjective.ScoredPairs(
          batches, precomputed.isPresent() ? precomputed.get() : file.readOrCompute(ids, compute));
    }
  }

  @Override
  public int microBatches() {
    return training.batches().size();
  }

  @Override
  public Objective objective(TrainingState state) {
    DpoStep tuning =
        new DpoStep(
            state.backend(),
            state.model(),
            state.optimizer(),
            state.schedule(),
            loss,
            state.gradientAccumulator(),
            state.seed());
    return new DpoObjective(
        state.backend(),
        tuning,
        training.withReference(state),
        evaluation.map(pairs -> pairs.withReference(state)));
  }
}
