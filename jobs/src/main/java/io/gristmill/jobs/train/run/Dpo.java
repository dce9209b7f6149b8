package io.gristmill.jobs.train.run;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.train.data.PairSet;
import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.data.PrecomputedReferences;
import io.gristmill.jobs.train.data.ReferenceLogProbs;
import io.gristmill.jobs.train.loop.ReferenceLogProbTable;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.run.directory.ReferenceLogProbFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Direct Preference Optimization: {@code gristmill dpo}.
 *
 * @param loss the preference loss
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
    PairSource learned = pairs.shuffled(config.steps().microBatchSize(), config.seed());
    DpoObjectiveFactory.PairData training =
        pairs(source, source.input(), pairs, learned, "reference-train.jsonl");
    Optional<DpoObjectiveFactory.PairData> evaluation =
        source.hasEvaluation() ? Optional.of(readEvaluation(source)) : Optional.empty();
    return new LoadedData(new DpoObjectiveFactory(training, evaluation, loss), pairs.report());
  }

  private static DpoObjectiveFactory.PairData readEvaluation(RunData source) {
    List<String> files = source.config().evaluation().dataset();
    PairSet pairs = source.readEvaluation((data, rejects) -> data.pairs(files, rejects));
    PairSource inOrder = pairs.inOrder(source.config().steps().microBatchSize());
    return pairs(source, files, pairs, inOrder, "reference-eval.jsonl");
  }

  private static DpoObjectiveFactory.PairData pairs(
      RunData source, List<String> files, PairSet set, PairSource learned, String reference) {
    List<String> ids = IntStream.range(0, set.size()).mapToObj(set::id).toList();
    return new DpoObjectiveFactory.PairData(
        learned,
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
    PrecomputedReferences precomputed = PrecomputedReferences.read(files, reference.get());
    List<ReferenceLogProbs> scores =
        ids.stream().flatMap(id -> precomputed.of(id).stream()).toList();
    return scores.size() == ids.size()
        ? Optional.of(
            new ReferenceLogProbTable(
                scores.stream().mapToDouble(ReferenceLogProbs::chosen).toArray(),
                scores.stream().mapToDouble(ReferenceLogProbs::rejected).toArray()))
        : Optional.empty();
  }
}
