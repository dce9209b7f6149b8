package io.gristmill.jobs.train.run;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.train.data.PairSet;
import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.data.PrecomputedReferences;
import io.gristmill.jobs.train.data.ReferenceLogProbs;
import io.gristmill.jobs.train.loop.ReferenceScores;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.run.folder.ReferenceFile;
import io.gristmill.jobs.train.run.settings.LossSettings;
import io.gristmill.jobs.train.run.settings.TrainingConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Preference optimisation: {@code gristmill dpo}.
 *
 * @param loss how pairs are judged
 */
record Dpo(PreferenceLoss loss) implements Kind {

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
  public Loaded load(Source source) {
    TrainingConfig config = source.config();
    PairSet pairs = source.training((data, rejects) -> data.pairs(source.input(), rejects));
    PairSource learned = pairs.shuffled(config.pace().rows(), config.seed());
    DpoTask.Pairs training = pairs(source, source.input(), pairs, learned, "reference-train.jsonl");
    Optional<DpoTask.Pairs> heldOut =
        source.hasHeldOut() ? Optional.of(heldOut(source)) : Optional.empty();
    return new Loaded(new DpoTask(training, heldOut, loss), pairs.report());
  }

  private static DpoTask.Pairs heldOut(Source source) {
    List<String> files = source.config().evaluation().data();
    PairSet pairs = source.heldOut((data, rejects) -> data.pairs(files, rejects));
    PairSource inOrder = pairs.inOrder(source.config().pace().rows());
    return pairs(source, files, pairs, inOrder, "reference-eval.jsonl");
  }

  private static DpoTask.Pairs pairs(
      Source source, List<String> files, PairSet set, PairSource learned, String reference) {
    List<String> ids = IntStream.range(0, set.size()).mapToObj(set::id).toList();
    return new DpoTask.Pairs(
        learned,
        set.inOrder(source.config().pace().rows()),
        ids,
        known(source, files, ids),
        new ReferenceFile(source.folder().root().resolve(reference)));
  }

  /** The scores that {@code gristmill reference} has put beside the pairs, if it was this model. */
  private static Optional<ReferenceScores> known(
      Source source, List<String> files, List<String> ids) {
    Optional<String> reference = source.reference();
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    PrecomputedReferences known = PrecomputedReferences.read(files, reference.get());
    List<ReferenceLogProbs> scores = ids.stream().flatMap(id -> known.of(id).stream()).toList();
    return scores.size() == ids.size()
        ? Optional.of(
            new ReferenceScores(
                scores.stream().mapToDouble(ReferenceLogProbs::chosen).toArray(),
                scores.stream().mapToDouble(ReferenceLogProbs::rejected).toArray()))
        : Optional.empty();
  }
}
