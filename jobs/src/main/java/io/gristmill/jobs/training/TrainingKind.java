package io.gristmill.jobs.training;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.io.RecordFiles;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.train.run.ModelSettings;
import io.gristmill.jobs.train.run.ModelSource;
import io.gristmill.jobs.train.run.PlacementSettings;
import io.gristmill.jobs.train.run.TrainingConfig;
import io.gristmill.jobs.train.run.TrainingJob;
import io.gristmill.jobs.train.run.WorkDirectory;
import io.gristmill.jobs.train.run.directory.Fingerprint;
import io.gristmill.manifest.InputRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The training stages, with their default initialization. */
public enum TrainingKind {
  /** Starts from scratch, with the tokenizer of the stage {@code tokenizer}. */
  SFT(TrainingJob.SFT, StageArtifact.tokenizer(), "sft.model, sft.scratch.tokenizer"),

  /** Starts from the model of the stage {@code sft}. */
  DPO(TrainingJob.DPO, StageArtifact.model(TrainingJob.SFT), "dpo.model");

  private static final String MODEL = "model";
  private static final String TOKENIZER = "scratch.tokenizer";

  /** Placeholder for a directory that does not exist yet when settings are checked. */
  private static final String PLACEHOLDER = "later";

  private final String job;
  private final StageArtifact defaultStart;
  private final String keys;

  TrainingKind(String job, StageArtifact usual, String keys) {
    this.job = job;
    this.defaultStart = usual;
    this.keys = keys;
  }

  /** Name of the stage, of the subcommand and of the block of reference.conf. */
  public String job() {
    return job;
  }

  /** The last training stage among these. */
  public static Optional<String> last(List<String> before) {
    return before.stream()
        .filter(stage -> Stream.of(values()).anyMatch(kind -> kind.job.equals(stage)))
        .reduce((earlier, later) -> later);
  }

  TrainingJob read(Settings settings, Problems problems) {
    return TrainingJob.read(job, settings, problems);
  }

  /**
   * Checks the settings, except paths that are known only in a run.
   *
   * @return the artifact of an earlier stage that the training starts from; empty if settings name
   *     the model or tokenizer
   */
  public Optional<StageArtifact> check(Settings settings, List<String> before, Problems problems) {
    boolean named = isStartSet(settings);
    if (!named && !before.contains(defaultStart.stage())) {
      problems.add("%s needs %s or a stage %s before it", job, keys, defaultStart.stage());
    }
    Settings whole =
        named ? settings : settings.with(List.of(key(defaultStart) + "=" + PLACEHOLDER));
    read(whole, problems);
    return named ? Optional.empty() : Optional.of(defaultStart);
  }

  private boolean isStartSet(Settings settings) {
    SettingsReader block = settings.reader(job, new Problems());
    boolean scratch = defaultStart.stage().equals(TokenizerStage.NAME);
    return !block.isNull(MODEL) || (scratch && !block.below("scratch").isNull("tokenizer"));
  }

  /** The setting for the path of this artifact. */
  String key(StageArtifact artifact) {
    boolean tokenizer = artifact.stage().equals(TokenizerStage.NAME);
    return job + "." + (tokenizer ? TOKENIZER : MODEL);
  }

  String evaluationKey() {
    return job + ".eval-dataset";
  }

  boolean hasEvaluation(Settings settings) {
    return !evaluation(settings).isEmpty();
  }

  private List<String> evaluation(Settings settings) {
    return settings.reader(job, new Problems()).texts("eval-dataset");
  }

  /**
   * Fingerprint of everything that affects the result besides the rows and earlier artifacts; as
   * for the command, contents of files count and paths do not.
   */
  String fingerprint(Settings settings, Optional<StageArtifact> start) {
    List<InputRecord> files = new ArrayList<>();
    if (start.isEmpty()) {
      files.addAll(model(settings));
    }
    if (hasEvaluation(settings)) {
      files.addAll(RecordFiles.of(evaluation(settings)).records());
    }
    return start.map(StageArtifact::toString).orElse("")
        + Fingerprint.of(
            Run.VERSION,
            List.of(job, TrainingConfig.DATA),
            settings,
            settings.seed(new Problems()),
            files);
  }

  private List<InputRecord> model(Settings settings) {
    SettingsReader block = settings.reader(job, new Problems());
    ModelSettings named = ModelSettings.read(block);
    Optional<String> work = PlacementSettings.read(block).workDirectory();
    try {
      return ModelSource.open(named, WorkDirectory.of(work).model(named.directory())).files();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
