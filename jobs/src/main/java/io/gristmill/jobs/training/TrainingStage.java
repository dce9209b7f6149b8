package io.gristmill.jobs.training;

import com.typesafe.config.ConfigUtil;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.executor.ExecutorTraining;
import io.gristmill.jobs.job.HadoopFiles;
import io.gristmill.jobs.job.RemoteDirectory;
import io.gristmill.jobs.job.Run;
import io.gristmill.jobs.job.Stage;
import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.job.StageResult;
import io.gristmill.jobs.train.run.TrainingJob;
import io.gristmill.jobs.train.run.directory.FileHash;
import io.gristmill.jobs.train.run.settings.PlacementSettings;
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
 * Trains a model on a table and lets all rows pass. Input: {@code ExamplesTable}. Output: the same;
 * beside it {@code sft/} or {@code dpo/}, as {@code gristmill sft} and {@code gristmill dpo} leave
 * it, without its checkpoints. Learned and evaluated are {@link TrainingSplitFiles}.
 *
 * <p>The training is that of the command, in this process or on an executor, with the places of
 * data, model and run directory put into its settings. It works in the stage's lasting folder, so
 * that a later attempt goes on from the last checkpoint.
 */
public final class TrainingStage implements Stage {

  /** The folder of the model below that of a training. */
  public static final String MODEL = "model";

  private static final String CHECKPOINTS = "checkpoints";
  private static final String WEIGHTS = ".safetensors";

  private final TrainingKind kind;
  private final Settings settings;
  private final Optional<StageArtifact> start;
  private final String fingerprint;

  /**
   * Looks at the files that the settings name.
   *
   * @param beginning what an earlier stage makes and the training begins with; none where the
   *     settings name it
   * @throws io.gristmill.check.UserException when a file is missing or cannot be used
   */
  public TrainingStage(TrainingKind kind, Settings settings, Optional<StageArtifact> beginning) {
    this.kind = kind;
    this.settings = settings;
    this.start = beginning;
    this.fingerprint = kind.fingerprint(settings, beginning);
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
  public Map<String, String> sparkSettings(SparkConf given) {
    SettingsReader machine = settings.reader(name(), new Problems());
    return onExecutor(PlacementSettings.read(machine))
        ? ExecutorTraining.sparkSettings(name(), given)
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
    Path made = new Path(context.workFolder(), name());
    context.step("copying", () -> copyResults(files, place, made));
    return PassThrough.result(examples, made, facts, () -> {});
  }

  /** All but checkpoints and what is hidden. */
  private static Path copyResults(HadoopFiles files, Path place, Path made) {
    files.makeFolder(made);
    for (FileStatus file : files.list(place)) {
      String name = file.getPath().getName();
      if (!name.startsWith(".") && !name.equals(CHECKPOINTS)) {
        files.copy(file.getPath(), new Path(made, name));
      }
    }
    return made;
  }

  /** The one place where a training of a pipeline runs. */
  private StageRecord train(List<String> places, StageContext context) {
    Problems problems = new Problems();
    TrainingJob job = kind.read(settings.with(places), problems);
    problems.throwIfAny();
    TrainingJob.Display display =
        new TrainingJob.Display(context.progress().out(), context.progress().isTerminal());
    try {
      // The folder is this stage's alone: what else lies there is of other data.
      TrainingJob.Result outcome =
          onExecutor(job.placement())
              ? ExecutorTraining.run(context.spark(), job, Run.VERSION, true, display)
              : job.prepare().run(Run.VERSION, true, display);
      return outcome.record().stages().get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Data, model and run directory as settings. */
  private List<String> assignments(StageContext context, TrainingSplitFiles rows, Path place) {
    List<String> all = new ArrayList<>();
    all.add("run.input=[" + quote(rows.train()) + "]");
    all.add("run.output=" + quote(place));
    start.ifPresent(made -> all.add(kind.key(made) + "=" + quote(made.resolve(context))));
    if (rows.validationRows() > 0 && !kind.hasEvaluation(settings)) {
      all.add(kind.evaluationKey() + "=[" + quote(rows.validation()) + "]");
    }
    return all;
  }

  /** A local path is a plain one. */
  private static String quote(Path path) {
    boolean far = RemoteDirectory.isRemote(path.toString());
    return ConfigUtil.quoteString(far ? path.toString() : path.toUri().getPath());
  }

  /** The hashes of the model's weights by file. */
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
