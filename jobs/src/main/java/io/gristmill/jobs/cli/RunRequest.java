package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.ingest.IngestConfig;
import io.gristmill.jobs.ingest.IngestStage;
import io.gristmill.jobs.job.Run;
import io.gristmill.jobs.job.Sessions;
import io.gristmill.jobs.job.Stage;
import io.gristmill.jobs.table.TableFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a command line asks for, its settings checked and its input not yet looked at.
 *
 * @param job the subcommand
 * @param input paths to read
 * @param output the run directory, if named
 * @param dataset root of the data set, if named
 * @param pairs whether a table of pairs is part of the result
 * @param reads whether there is input; else the first stage makes the rows
 * @param entries what the stages are called, and whose tables they read
 * @param stages the stages after the one that reads
 */
record RunRequest(
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

  private static final String CURATE = "curate";
  private static final String INGEST = "ingest";

  static RunRequest read(
      String job, List<String> stages, boolean overwrite, Settings settings, Problems problems) {
    SettingsReader run = settings.reader("run", problems);
    settings.seed(problems);
    List<StageEntry> entries = StageEntry.parse(stages);
    List<String> names = StageEntry.names(entries);
    StageCatalog.checkOrder(names, settings, problems);
    boolean reads = !StageCatalog.generatesRows(names, settings);
    StageEntry.check(entries, reads ? Optional.of(INGEST) : Optional.empty(), problems);
    if (!reads && !run.texts("input").isEmpty()) {
      run.problem(
          "input",
          "empty: the recipe generates its rows from generate.seed-tasks or without any data");
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
   * Looks at the input and decides where the result goes; Spark is not started.
   *
   * @throws UserException when the input cannot be used or a path is not given
   */
  PlannedRun plan() {
    Optional<IngestStage> source =
        reads
            ? Optional.of(IngestStage.of(inputs(), ingest, Sessions.hadoopConfiguration()))
            : Optional.empty();
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
        IngestSource.records(source.flatMap(IngestStage::plan).orElse(null)));
  }

  private List<String> inputs() {
    if (!input.isEmpty()) {
      return input;
    }
    if (job.equals(CURATE)) {
      return List.of(SampleData.directory());
    }
    throw new UserException(
        ExitCode.USAGE, "name what to read: INPUT... (files, directories or globs)");
  }

  /** The data set's root: only what is curated without a run directory gets one by itself. */
  private Optional<String> root() {
    return dataset.isEmpty() && output.isEmpty() && (job.equals(CURATE) || !reads)
        ? Optional.of("gristmill-out/" + job)
        : dataset;
  }

  private String place(Run run) {
    if (output.isPresent()) {
      return output.get();
    }
    return root()
        .map(root -> root + "/runs/" + run.fingerprint())
        .orElseThrow(
            () -> new UserException(ExitCode.USAGE, "name the run directory: --output DIR"));
  }
}
