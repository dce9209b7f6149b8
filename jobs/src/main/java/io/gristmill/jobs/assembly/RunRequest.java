package io.gristmill.jobs.assembly;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.generate.PoolStage;
import io.gristmill.jobs.ingest.DataFrameInput;
import io.gristmill.jobs.ingest.IngestConfig;
import io.gristmill.jobs.ingest.IngestStage;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.table.TableFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A requested run whose settings are checked and whose input is not yet read.
 *
 * @param job the subcommand
 * @param input input paths
 * @param output the run directory, if set
 * @param dataset root of the data set, if set
 * @param pairs whether the result includes a table of similar pairs
 * @param reads whether the run has input; otherwise the first stage generates the rows
 * @param entries names of the stages and of the tables they read
 * @param stages the stages after {@code ingest}
 */
public record RunRequest(
    String job,
    List<String> input,
    Optional<String> output,
    Optional<String> dataset,
    TableFormat format,
    boolean pairs,
    boolean keepStages,
    boolean overwrite,
    IngestConfig ingest,
    boolean reads,
    List<StageEntry> entries,
    List<Supplier<Stage>> stages,
    Settings settings) {

  /** The root of data sets for runs without --output and run.dataset; the job's name follows. */
  public static final String DEFAULT_ROOT = "gristmill-out/";

  private static final String CURATE = "curate";
  private static final String INGEST = "ingest";

  /** The run that {@code gristmill curate} performs. */
  public static RunRequest readCurate(boolean overwrite, Settings settings, Problems problems) {
    List<String> stages = settings.reader(CURATE, problems).texts("stages");
    return read(CURATE, stages, overwrite, settings, problems);
  }

  public static RunRequest read(
      String job, List<String> stages, boolean overwrite, Settings settings, Problems problems) {
    SettingsReader run = settings.reader("run", problems);
    settings.seed(problems);
    List<StageEntry> entries = StageEntry.parse(stages);
    List<String> names = StageEntry.names(entries);
    StageCatalog.checkOrder(names, settings, problems);
    boolean reads = !StageCatalog.generatesRows(names, settings);
    StageEntry.check(entries, reads ? Optional.of(INGEST) : Optional.empty(), problems);
    if (!reads && !run.texts("input").isEmpty()) {
      problems.add(
          "run.input must be empty, was [%s]: the recipe %s takes no input; seed tasks go to"
              + " --seed-tasks",
          String.join(", ", run.texts("input")),
          names.get(0).equals(PoolStage.NAME)
              ? settings.reader(PoolStage.NAME, problems).text("recipe")
              : names.get(0));
    }
    return new RunRequest(
        job,
        run.texts("input"),
        run.optionalText("output"),
        run.optionalText("dataset"),
        run.choice("format", TableFormat.class),
        names.contains("dedup") && settings.reader("dedup", problems).flag("write-pairs"),
        run.flag("keep-stages"),
        overwrite,
        IngestConfig.read(settings.reader(INGEST, problems)),
        reads,
        entries,
        StageCatalog.read(names, settings, problems),
        settings);
  }

  /**
   * Lists the input files and determines the run directory, without starting Spark.
   *
   * @throws UserException if the input is unusable or a path is missing
   */
  public PlannedRun plan() {
    return plan(() -> IngestStage.of(inputs(), ingest, HadoopFiles.openConfiguration()));
  }

  /** The same for rows of a Spark program in place of input paths. */
  public PlannedRun plan(DataFrameInput rows) {
    return plan(() -> IngestStage.of(rows, ingest));
  }

  private PlannedRun plan(Supplier<IngestStage> reading) {
    Optional<IngestStage> source = reads ? Optional.of(reading.get()) : Optional.empty();
    List<Stage> all = new ArrayList<>();
    source.ifPresent(all::add);
    stages.forEach(stage -> all.add(stage.get()));
    Run run = run(all, source, "");
    return new PlannedRun(run(all, source, place(run)), source);
  }

  private Run run(List<Stage> all, Optional<IngestStage> source, String place) {
    return new Run(
        job,
        place,
        all,
        StageEntry.reads(entries),
        format,
        pairs,
        overwrite,
        keepStages,
        root(),
        settings.toMap(),
        source.map(IngestStage::files).orElse(List.of()));
  }

  private List<String> inputs() {
    if (!input.isEmpty()) {
      return input;
    }
    if (job.equals(CURATE)) {
      return List.of(SampleData.directory());
    }
    throw new UserException(
        ExitCode.USAGE, "the input is missing; give files, directories or globs: INPUT...");
  }

  /** The root of the data set; runs without an output directory get a default root. */
  private Optional<String> root() {
    return dataset.isEmpty() && output.isEmpty() && (job.equals(CURATE) || !reads)
        ? Optional.of(DEFAULT_ROOT + job)
        : dataset;
  }

  private String place(Run run) {
    if (output.isPresent()) {
      return output.get();
    }
    return root()
        .map(root -> root + "/runs/" + run.fingerprint())
        .orElseThrow(
            () ->
                new UserException(
                    ExitCode.USAGE, "the run directory is missing; give --output DIR"));
  }
}
