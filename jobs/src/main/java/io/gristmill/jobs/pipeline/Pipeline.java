package io.gristmill.jobs.pipeline;

import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.TableFiles;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.TableFormat;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import io.gristmill.record.ContentId;
import io.gristmill.summary.StageLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages of a run in order and publishes the result. Each stage reads the table of the
 * stage before or of an earlier stage that it names.
 *
 * <ol>
 *   <li>A stage is skipped when the run directory holds its finished result with the same
 *       fingerprint (code, settings and the fingerprint of its input).
 *   <li>Otherwise its tables are written to the work folder of this attempt and published by one
 *       rename.
 *   <li>At the end the final table and the union of all rejects are sorted by position, so that
 *       their bytes depend on the rows alone, and published together.
 * </ol>
 */
final class Pipeline {

  /** The fact that names the stage whose table was read, when it is not the stage before. */
  private static final String INPUT_STAGE = "of";

  private final SparkSession spark;
  private final HadoopFiles files;
  private final RunDirectory directory;
  private final TableFiles tables;
  private final Progress progress;
  private final Run run;
  private final Lineage lineage;
  private final List<String> fingerprints;
  private final List<StageRecord> records = new ArrayList<>();
  private final String started = Run.now();

  Pipeline(
      SparkSession spark,
      HadoopFiles files,
      RunDirectory directory,
      Progress progress,
      Run run,
      List<String> fingerprints) {
    this.spark = spark;
    this.files = files;
    this.directory = directory;
    this.tables = new TableFiles(spark, files);
    this.progress = progress;
    this.run = run;
    this.lineage = run.lineage();
    this.fingerprints = fingerprints;
  }

  /** The fingerprint of each stage, and of the run at the end. */
  static List<String> fingerprints(List<Stage> stages, Lineage lineage, String options) {
    List<String> fingerprints = new ArrayList<>();
    String key = "";
    for (Stage stage : stages) {
      List<String> parts = new ArrayList<>(List.of(key, stage.name(), stage.fingerprint()));
      parts.add(CodeVersion.of(stage.getClass()));
      lineage.namedInput(fingerprints.size()).ifPresent(parts::add);
      key = ContentId.ofParts(parts.toArray(new String[0])).substring(0, 16);
      fingerprints.add(key);
    }
    fingerprints.add(ContentId.ofParts(key, options).substring(0, 16));
    return fingerprints;
  }

  void runStages() {
    List<Stage> stages = run.stages();
    progress.plan(stages.stream().map(Stage::relativeCost).toList());
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      progress.enterStage(i, stage.name(), available(i));
      Optional<StageRecord> finished =
          directory.finishedStage(i, stage.name(), fingerprints.get(i));
      if (finished.isPresent()) {
        records.add(finished.get());
        progress.printLine(stage.name() + ": unchanged, taken from the earlier run");
      } else {
        StageRecord record = runStage(i, stage);
        records.add(record);
        progress.finishStage(record.read(), record.seconds());
        progress.printLine(StageLine.of(record));
      }
    }
  }

  /** The number of input rows of a stage; 0 for the first one. */
  private long available(int number) {
    return number == 0 ? 0 : records.get(lineage.inputOf(number)).kept();
  }

  private StageRecord runStage(int number, Stage stage) {
    long start = System.nanoTime();
    String fingerprint = fingerprints.get(number);
    Path folder = directory.workFolder(String.format(Locale.ROOT, "%02d-%s", number, stage.name()));
    Path scratch = directory.workFolder(stage.name() + "-scratch");
    Map<String, String> artifacts = new TreeMap<>();
    artifacts().forEach((name, path) -> artifacts.put(name, path.toString()));
    Dataset<Row> input = inputTable(number);
    StageContext context =
        new StageContext(
            spark,
            new StageContext.Folders(
                scratch.toString(),
                directory.checkpointFolder(number, stage.name(), fingerprint).toString(),
                directory.responsesFolder().toString(),
                artifacts),
            available(number),
            List.copyOf(records),
            progress);
    StageResult result = stage.apply(context, input);
    try {
      boolean last = number > 0 && number == run.stages().size() - 1;
      StageRecord written =
          new StageWriter(
                  spark,
                  files,
                  tables,
                  progress,
                  folder,
                  last && run.format() == TableFormat.PARQUET)
              .write(stage.name(), fingerprint, input, result, available(number));
      StageRecord record = withDuration(number, written, (System.nanoTime() - start) / 1e9);
      directory.publishStage(number, record, folder);
      return record;
    } finally {
      result.release().run();
      files.delete(scratch);
    }
  }

  /**
   * Writes the published tables of a finished run to the work folder of this attempt.
   *
   * @return the folders to publish, by their published names
   */
  Map<String, Path> writeResults() {
    progress.enterStage("publish");
    Map<String, Path> results = artifacts();
    List<Runnable> writes = new ArrayList<>();
    for (RunTable table : RunTable.values()) {
      if (table != RunTable.PAIRS || run.pairs()) {
        Path target = directory.workFolder(table.folder());
        results.put(table.folder(), target);
        writes.add(
            () ->
                tables.publish(
                    table == RunTable.ROWS
                        ? outputTable(records.size() - 1).stream().toList()
                        : tableFolders(table.folder()),
                    table.schema(),
                    table.order(),
                    run.format(),
                    target));
      }
    }
    new ConcurrentJobs(spark, progress).run("tables", writes);
    return results;
  }

  /** Non-tabular outputs (models, tokenizers) of completed stages, by stage name. */
  private Map<String, Path> artifacts() {
    Map<String, Path> found = new TreeMap<>();
    for (int i = 0; i < records.size(); i++) {
      Path artifacts = new Path(stageFolder(i), RunDirectory.ARTIFACTS);
      if (files.exists(artifacts)) {
        found.put(records.get(i).name(), artifacts);
      }
    }
    return found;
  }

  private Dataset<Row> inputTable(int number) {
    return outputTable(lineage.inputOf(number))
        .map(rows -> tables.read(rows, ExamplesTable.SCHEMA))
        .orElseGet(() -> DataFrames.empty(spark, ExamplesTable.SCHEMA));
  }

  /** The output table of a stage: its own, or its input when it passed all rows through. */
  private Optional<Path> outputTable(int number) {
    for (int i = number; i >= 0; i = lineage.inputOf(i)) {
      Path rows = new Path(stageFolder(i), RunDirectory.ROWS);
      if (files.exists(rows)) {
        return Optional.of(rows);
      }
    }
    return Optional.empty();
  }

  private List<Path> tableFolders(String table) {
    return IntStream.range(0, records.size())
        .mapToObj(i -> new Path(stageFolder(i), table))
        .filter(files::exists)
        .toList();
  }

  private Path stageFolder(int number) {
    return directory.stageFolder(number, records.get(number).name(), fingerprints.get(number));
  }

  private StageRecord withDuration(int number, StageRecord r, double seconds) {
    Map<String, Object> facts = new LinkedHashMap<>();
    lineage.namedInput(number).ifPresent(earlier -> facts.put(INPUT_STAGE, earlier));
    facts.putAll(r.facts());
    return new StageRecord(
        r.name(),
        r.fingerprint(),
        r.read(),
        r.kept(),
        r.dropped(),
        r.pairs(),
        facts,
        Math.round(seconds * 1000) / 1000.0);
  }

  /**
   * The record of the run so far.
   *
   * @param error the message of a failed run
   */
  RunRecord record(String outcome, @Nullable String error) {
    return new RunRecord(
        Run.VERSION,
        run.job(),
        outcome,
        fingerprints.get(fingerprints.size() - 1),
        spark.version(),
        started,
        outcome.equals(RunRecord.RUNNING) ? null : Run.now(),
        run.format().ending(),
        run.settings(),
        run.inputs(),
        List.copyOf(records),
        totals(),
        error);
  }

  /** Rows read by the first stage, kept by the last one, dropped by any. */
  private RunRecord.Counts totals() {
    if (records.isEmpty()) {
      return new RunRecord.Counts(0, 0, 0, Map.of());
    }
    Map<String, Long> dropped = new TreeMap<>();
    long total = 0;
    for (StageRecord record : records) {
      record.dropped().forEach((rule, n) -> dropped.put(record.name() + "/" + rule, n));
      total += record.totalDropped();
    }
    return new RunRecord.Counts(
        records.get(0).read(), records.get(records.size() - 1).kept(), total, dropped);
  }
}
