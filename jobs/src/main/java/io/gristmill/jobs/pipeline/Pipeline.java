package io.gristmill.jobs.pipeline;

import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.StageTables;
import io.gristmill.jobs.storage.TableFiles;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.PairsTable;
import io.gristmill.jobs.table.RejectsTable;
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
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

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
public final class Pipeline {

  /** The fact that names the stage whose table was read, when it is not the stage before. */
  private static final String INPUT_STAGE = "of";

  private final SparkSession spark;
  private final HadoopFiles files;
  private final RunDirectory directory;
  private final TableFiles tables;
  private final Progress progress;
  private final Lineage lineage;

  Pipeline(
      SparkSession spark,
      HadoopFiles files,
      RunDirectory directory,
      Progress progress,
      Lineage lineage) {
    this.spark = spark;
    this.files = files;
    this.directory = directory;
    this.tables = new TableFiles(spark, files);
    this.progress = progress;
    this.lineage = lineage;
  }

  String sparkVersion() {
    return spark.version();
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

  /**
   * Runs every stage that has no finished result.
   *
   * @param options how the result will be published
   * @param records receives the record of each stage as soon as it is done
   */
  void runStages(
      List<Stage> stages,
      List<String> fingerprints,
      PublishOptions options,
      List<StageRecord> records) {
    progress.plan(stages.stream().map(Stage::relativeCost).toList());
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      progress.enterStage(i, stage.name(), i == 0 ? 0 : records.get(lineage.inputOf(i)).kept());
      Optional<StageRecord> finished =
          directory.finishedStage(i, stage.name(), fingerprints.get(i));
      if (finished.isPresent()) {
        records.add(finished.get());
        progress.printLine(stage.name() + ": unchanged, taken from the earlier run");
      } else {
        boolean last = i > 0 && i == stages.size() - 1 && options.format() == TableFormat.PARQUET;
        records.add(runStage(i, stage, last, fingerprints, records));
        progress.finishStage(records.get(i).read(), records.get(i).seconds());
        progress.printLine(StageLine.of(records.get(i)));
      }
    }
  }

  private StageRecord runStage(
      int number,
      Stage stage,
      boolean laidOut,
      List<String> fingerprints,
      List<StageRecord> before) {
    long start = System.nanoTime();
    Path folder = directory.workFolder(String.format(Locale.ROOT, "%02d-%s", number, stage.name()));
    Path scratch = directory.workFolder(stage.name() + "-scratch");
    Dataset<Row> input = inputTable(number, before, fingerprints);
    long available = number == 0 ? 0 : before.get(lineage.inputOf(number)).kept();
    StageContext context =
        new StageContext(
            spark,
            new StageContext.Folders(
                scratch.toString(),
                directory
                    .checkpointFolder(number, stage.name(), fingerprints.get(number))
                    .toString(),
                directory.responsesFolder().toString(),
                artifactPaths(before, fingerprints)),
            available,
            List.copyOf(before),
            progress);
    StageResult result = stage.apply(context, input);
    try {
      StageWriter writer = new StageWriter(spark, files, tables, progress, folder, laidOut);
      StageRecord record =
          writer.write(stage.name(), fingerprints.get(number), input, result, available);
      record = withDuration(number, record, (System.nanoTime() - start) / 1e9);
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
  Map<String, Path> writeResults(
      PublishOptions options, List<StageRecord> records, List<String> fingerprints) {
    progress.enterStage("publish");
    Path rows = directory.workFolder(RunDirectory.ROWS);
    Path rejects = directory.workFolder(RunDirectory.REJECTS);
    Path pairs = directory.workFolder(RunDirectory.PAIRS);
    List<Runnable> writes = new ArrayList<>();
    TableFormat format = options.format();
    int last = records.size() - 1;
    writes.add(
        () ->
            tables.publish(
                outputTable(last, records, fingerprints).stream().toList(),
                ExamplesTable.SCHEMA,
                StageWriter.ROW_ORDER,
                format,
                rows));
    writes.add(
        () ->
            tables.publish(
                tableFolders(records, fingerprints, RunDirectory.REJECTS),
                RejectsTable.SCHEMA,
                StageWriter.REJECT_ORDER,
                format,
                rejects));
    if (options.pairs()) {
      writes.add(
          () ->
              tables.publish(
                  tableFolders(records, fingerprints, RunDirectory.PAIRS),
                  PairsTable.SCHEMA,
                  StageWriter.PAIR_ORDER,
                  format,
                  pairs));
    }
    new ConcurrentJobs(spark, progress).run("tables", writes);
    Map<String, Path> results = artifacts(records, fingerprints);
    results.put(RunDirectory.ROWS, rows);
    results.put(RunDirectory.REJECTS, rejects);
    if (options.pairs()) {
      results.put(RunDirectory.PAIRS, pairs);
    }
    return results;
  }

  /** Non-tabular outputs (models, tokenizers) of completed stages, by stage name. */
  private Map<String, String> artifactPaths(List<StageRecord> records, List<String> fingerprints) {
    Map<String, String> paths = new TreeMap<>();
    artifacts(records, fingerprints).forEach((name, path) -> paths.put(name, path.toString()));
    return paths;
  }

  private Map<String, Path> artifacts(List<StageRecord> records, List<String> fingerprints) {
    Map<String, Path> found = new TreeMap<>();
    for (int i = 0; i < records.size(); i++) {
      Path artifacts = child(stageFolder(i, records, fingerprints), RunDirectory.ARTIFACTS);
      if (files.exists(artifacts)) {
        found.put(records.get(i).name(), artifacts);
      }
    }
    return found;
  }

  /** The table that stage {@code number} reads. */
  private Dataset<Row> inputTable(
      int number, List<StageRecord> records, List<String> fingerprints) {
    return outputTable(lineage.inputOf(number), records, fingerprints)
        .map(rows -> new StageTables(spark, files).read(rows, ExamplesTable.SCHEMA))
        .orElseGet(() -> spark.createDataFrame(List.<Row>of(), ExamplesTable.SCHEMA));
  }

  /** The output table of a stage: its own, or its input when it passed all rows through. */
  private Optional<Path> outputTable(
      int number, List<StageRecord> records, List<String> fingerprints) {
    for (int i = number; i >= 0; i = lineage.inputOf(i)) {
      Path rows = child(stageFolder(i, records, fingerprints), RunDirectory.ROWS);
      if (files.exists(rows)) {
        return Optional.of(rows);
      }
    }
    return Optional.empty();
  }

  /** The folders that hold a table of any stage. */
  private List<Path> tableFolders(
      List<StageRecord> records, List<String> fingerprints, String table) {
    List<Path> folders = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      folders.add(child(stageFolder(i, records, fingerprints), table));
    }
    return folders.stream().filter(files::exists).toList();
  }

  private Path stageFolder(int i, List<StageRecord> records, List<String> fingerprints) {
    return directory.stageFolder(i, records.get(i).name(), fingerprints.get(i));
  }

  private static Path child(Path folder, String name) {
    return new Path(folder, name);
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
   * How to publish the result.
   *
   * @param format the format of the tables
   * @param pairs whether to publish a table of similar pairs
   */
  record PublishOptions(TableFormat format, boolean pairs) {}

  /** Totals of a run: rows read by the first stage, kept by the last one, dropped by any. */
  static RunRecord.Counts totals(List<StageRecord> records) {
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
