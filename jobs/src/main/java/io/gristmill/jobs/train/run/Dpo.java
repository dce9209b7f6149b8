package io.gristmill.jobs.train.run;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.train.data.PairSet;
import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.data.ReferenceLogProbs;
import io.gristmill.jobs.train.loop.DpoObjective;
import io.gristmill.jobs.train.loop.DpoStep;
import io.gristmill.jobs.train.loop.Objective;
import io.gristmill.jobs.train.loop.ReferenceLogProbTable;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.run.directory.ReferenceLogProbFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Direct Preference Optimization: {@code gristmill dpo}. The reference model is the initial model
 * of the training.
 */
record Dpo(PreferenceLoss loss) implements TrainingMethod {

  static final String JOB = "dpo";

  static Dpo read(Settings settings, Problems problems) {
    return new Dpo(LossSettings.read(settings.reader(JOB, problems).below("loss")));
  }

  @Override
  public String job() {
    return JOB;
  }

  @Override
  public List<String> metrics() {
    return List.of("loss", "rewards/accuracies", "rewards/margins", "mean_token_accuracy");
  }

  @Override
  public LoadedData load(RunData source) {
    TrainingConfig config = source.config();
    PairSet pairs = source.readTraining((data, rejects) -> data.pairs(source.input(), rejects));
    PairSource shuffled = pairs.shuffled(config.steps().microBatchSize(), config.seed());
    PairData training = pairs(source, source.input(), pairs, shuffled, "reference-train.jsonl");
    Optional<PairData> evaluation =
        source.hasEvaluation() ? Optional.of(readEvaluation(source)) : Optional.empty();
    return new LoadedData(new Data(training, evaluation, loss), pairs.report());
  }

  private static PairData readEvaluation(RunData source) {
    List<String> files = source.config().evaluation().dataset();
    PairSet pairs = source.readEvaluation((data, rejects) -> data.pairs(files, rejects));
    PairSource inOrder = pairs.inOrder(source.config().steps().microBatchSize());
    return pairs(source, files, pairs, inOrder, "reference-eval.jsonl");
  }

  private static PairData pairs(
      RunData source, List<String> files, PairSet set, PairSource batches, String reference) {
    List<String> ids = IntStream.range(0, set.size()).mapToObj(set::id).toList();
    return new PairData(
        batches,
        set.inOrder(source.config().steps().microBatchSize()),
        ids,
        precomputed(source, files, ids),
        new ReferenceLogProbFile(source.folder().root().resolve(reference)));
  }

  /**
   * The reference log-probabilities that {@code gristmill reference} stored with the pairs; empty
   * unless every pair has them and they were computed with the initial model of the training.
   */
  private static Optional<ReferenceLogProbTable> precomputed(
      RunData source, List<String> files, List<String> ids) {
    Optional<String> reference = source.referenceName();
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    Map<String, ReferenceLogProbs> known = ReferenceLogProbs.read(files, reference.get());
    List<ReferenceLogProbs> scores =
        ids.stream().flatMap(id -> Optional.ofNullable(known.get(id)).stream()).toList();
    return scores.size() == ids.size()
        ? Optional.of(
            new ReferenceLogProbTable(
                scores.stream().mapToDouble(ReferenceLogProbs::chosen).toArray(),
                scores.stream().mapToDouble(ReferenceLogProbs::rejected).toArray()))
        : Optional.empty();
  }

  /**
   * Pairs as batches, and once in file order.
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

  /** Training and evaluation pairs. */
  record Data(PairData training, Optional<PairData> evaluation, PreferenceLoss loss)
      implements ObjectiveFactory {

    @Override
    public int microBatches() {
      return training.batches().size();
    }

    @Override
    public Objective objective(TrainingState state) {
      DpoStep step =
          new DpoStep(
              state.backend(),
              state.model(),
              state.optimizer(),
              state.schedule(),
              loss,
              state.gradientAccumulator(),
              state.seed());
      return new DpoObjective(
          step, training.withReference(state), evaluation.map(pairs -> pairs.withReference(state)));
    }
  }
}
