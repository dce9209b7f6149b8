package io.gristmill.jobs.training;

import com.typesafe.config.ConfigUtil;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.executor.ClusterRequirements;
import io.gristmill.jobs.executor.ExecutorTraining;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.RemoteDirectory;
import io.gristmill.jobs.train.file.FileHash;
import io.gristmill.jobs.train.run.PlacementSettings;
import io.gristmill.jobs.train.run.TrainingJob;
import io.gristmill.manifest.StageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains a model on a table and passes all rows through. Input: {@code ExamplesTable}. Output: the
 * same table, and the artifact {@code sft/} or {@code dpo/}: the run directory of {@code gristmill
 * sft} or {@code gristmill dpo} without checkpoints. Its data are the {@link TrainingSplitFiles}.
 *
 * <p>The training is that of the command, in this process or on an executor; paths of data, model
 * and run directory are set by the stage. It runs in the stage's checkpoint directory, so that a
 * later attempt resumes from the last checkpoint.
 */
public final class TrainingStage implements Stage {

  /** Directory of the model below the run directory of a training. */
  public static final String MODEL = "model";

  private static final String CHECKPOINTS = "checkpoints";
  private static final String WEIGHTS = ".safetensors";

  private final TrainingKind kind;
  private final Settings settings;
  private final Optional<StageArtifact> start;
  private final String fingerprint;

  /**
   * Checks the files that the settings name.
   *
   * @param start the artifact of an earlier stage to start from; empty if settings name the model
   *     or tokenizer
   * @throws io.gristmill.check.UserException if a file is missing or cannot be used
   */
  public TrainingStage(TrainingKind kind, Settings settings, Optional<StageArtifact> start) {
    this.kind = kind;
    this.settings = settings;
    this.start = start;
    this.fingerprint = kind.fingerprint(settings, start);
  }

  @Override
  public String name() {
    return kind.job();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Map<String, String> sparkSettings(SparkConf userSettings) {
    SettingsReader machine = settings.reader(name(), new Problems());
    return onExecutor(PlacementSettings.read(machine))
        ? ClusterRequirements.settings(userSettings, name())
        : Map.of();
  }

  private static boolean onExecutor(PlacementSettings placement) {
    return placement.runOn() == PlacementSettings.RunOn.EXECUTOR;
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    HadoopFiles files = new HadoopFiles(context.spark().sparkContext().hadoopConfiguration());
    TrainingSplitFiles rows =
        context.step("rows", () -> TrainingSplitFiles.write(name(), context, examples));
    context.progress().printLine(name() + ": " + rows.description());
    Path place = new Path(files.qualify(context.folders().checkpoint()), name());
    StageRecord done = train(assignments(context, rows, place), context);
    Map<String, Object> facts = new TreeMap<>(rows.facts());
    facts.put("left-out", done.dropped());
    facts.putAll(done.facts());
    facts.putAll(weightHashes(place));
    Path target = new Path(context.workFolder(), name());
    context.step("copying", () -> copyResults(files, place, target));
    return StageResult.passOn(examples).withArtifacts(target.toString()).withFacts(() -> facts);
  }

  /** Copies everything except checkpoints and hidden files. */
  private static Path copyResults(HadoopFiles files, Path place, Path target) {
    files.makeFolder(target);
    for (FileStatus file : files.list(place)) {
      String name = file.getPath().getName();
      if (!name.startsWith(".") && !name.equals(CHECKPOINTS)) {
        files.copy(file.getPath(), new Path(target, name));
      }
    }
    return target;
  }

  private StageRecord train(List<String> places, StageContext context) {
    Problems problems = new Problems();
    TrainingJob job = kind.read(settings.with(places), problems);
    problems.throwIfAny();
    TrainingJob.Display display =
        new TrainingJob.Display(context.progress().out(), context.progress().isTerminal());
    try {
      // The directory belongs to this stage, so another run in it used other data.
      TrainingJob.Result outcome =
          onExecutor(job.placement())
              ? ExecutorTraining.run(context.spark(), job, Run.VERSION, true, display)
              : job.prepare().run(Run.VERSION, true, display);
      return outcome.record().stages().get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Paths of data, model and run directory, as settings. */
  private List<String> assignments(StageContext context, TrainingSplitFiles rows, Path place) {
    List<String> all = new ArrayList<>();
    all.add("run.input=[" + quote(rows.train()) + "]");
    all.add("run.output=" + quote(place));
    start.ifPresent(target -> all.add(kind.key(target) + "=" + quote(target.resolve(context))));
    if (rows.validationRows() > 0 && !kind.hasEvaluation(settings)) {
      all.add(kind.evaluationKey() + "=[" + quote(rows.validation()) + "]");
    }
    return all;
  }

  /** The path, quoted; local paths without a scheme. */
  private static String quote(Path path) {
    boolean far = RemoteDirectory.isRemote(path.toString());
    return ConfigUtil.quoteString(far ? path.toString() : path.toUri().getPath());
  }

  /** Hashes of the model's weight files, by name. */
  private static Map<String, Object> weightHashes(Path place) {
    Map<String, Object> hashes = new TreeMap<>();
    RemoteDirectory model = new RemoteDirectory(new Path(place, MODEL).toString());
    for (RemoteDirectory.Entry file : model.list("")) {
      if (file.name().endsWith(WEIGHTS)) {
        try (InputStream content = model.open(file.name())) {
          hashes.put(file.name(), FileHash.of(content));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return hashes;
  }
}
