package io.gristmill.jobs.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.PairsTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import io.gristmill.record.ContentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Runs stages in order, each from the table of the one before, and publishes the result.
 *
 * <ol>
 *   <li>A stage whose fingerprint (code, settings, everything before it) has a finished result in
 *       the run directory is skipped.
 *   <li>Otherwise its tables are written to the attempt's work folder and published by one rename.
 *   <li>At the end the tables are laid out by position, so that their bytes depend on nothing but
 *       the rows, and published together with the union of all rejects.
 * </ol>
 */
public final class Pipeline {

  private final SparkSession spark;
  private final HadoopFiles files;
  private final RunDirectory directory;
  private final TableFiles tables;
  private final Progress progress;

  Pipeline(SparkSession spark, HadoopFiles files, RunDirectory directory, Progress progress) {
    this.spark = spark;
    this.files = files;
    this.directory = directory;
    this.tables = new TableFiles(spark, files);
    this.progress = progress;
  }

  String sparkVersion() {
    return spark.version();
  }

  /** The fingerprint after each stage; the last one is the run's. */
  static List<String> fingerprints(List<Stage> stages, String options) {
    List<String> fingerprints = new ArrayList<>();
    String key = "";
    for (Stage stage : stages) {
      key =
          ContentId.ofParts(
                  key, stage.name(), stage.fingerprint(), CodeVersion.of(stage.getClass()))
              .substring(0, 16);
      fingerprints.add(key);
    }
    fingerprints.add(ContentId.ofParts(key, options).substring(0, 16));
    return fingerprints;
  }

  /**
   * Runs every stage that has no finished result.
   *
   * @param records receives what each stage did, as soon as it is done
   */
  void runStages(List<Stage> stages, List<String> fingerprints, List<StageRecord> records) {
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      progress.enter(stage.name());
      Optional<StageRecord> finished = directory.finished(i, stage.name(), fingerprints.get(i));
      if (finished.isPresent()) {
        records.add(finished.get());
        progress.line(stage.name() + ": unchanged, taken from the earlier run");
      } else {
        records.add(runStage(i, stage, fingerprints, records));
        progress.line(summary(records.get(i)));
      }
    }
  }

  private StageRecord runStage(
      int number, Stage stage, List<String> fingerprints, List<StageRecord> before) {
    long start = System.nanoTime();
    Path folder = directory.work(String.format(Locale.ROOT, "%02d-%s", number, stage.name()));
    Path scratch = directory.work(stage.name() + "-scratch");
    Dataset<Row> input = input(number, before, fingerprints);
    long available = number == 0 ? 0 : before.get(number - 1).kept();
    StageContext context =
        new StageContext(
            spark,
            new StageContext.Folders(
                scratch.toString(),
                directory.lasting(number, stage.name(), fingerprints.get(number)).toString(),
                directory.responses().toString()),
            available,
            List.copyOf(before),
            progress);
    StageResult result = stage.apply(context, input);
    try {
      StageRecord record = write(stage, fingerprints.get(number), input, result, folder, available);
      record = withSeconds(record, (System.nanoTime() - start) / 1e9);
      directory.publishStage(number, record, folder);
      return record;
    } finally {
      result.release().run();
      files.delete(scratch);
    }
  }

  private StageRecord write(
      Stage stage,
      String fingerprint,
      Dataset<Row> input,
      StageResult result,
      Path folder,
      long available) {
    boolean passedOn = result.rows() == input;
    Map<String, Long> dropped = new TreeMap<>();
    AtomicLong kept = new AtomicLong(available);
    AtomicLong pairs = new AtomicLong();
    List<Runnable> writes = new ArrayList<>();
    if (result.sided().isPresent()) {
      step("writing rows", () -> tables.writeSided(result.sided().get(), folder));
    } else {
      writes.add(
          () -> tables.writeIntermediate(result.rejects(), in(folder, RunDirectory.REJECTS)));
      if (!passedOn) {
        writes.add(() -> tables.writeIntermediate(result.rows(), in(folder, RunDirectory.ROWS)));
      }
    }
    result
        .pairs()
        .ifPresent(
            found ->
                writes.add(() -> tables.writeIntermediate(found, in(folder, RunDirectory.PAIRS))));
    together("writing rows", writes);
    List<Runnable> counts = new ArrayList<>();
    counts.add(() -> dropped.putAll(countByRule(in(folder, RunDirectory.REJECTS))));
    if (!passedOn) {
      counts.add(() -> kept.set(count(in(folder, RunDirectory.ROWS), ExamplesTable.SCHEMA)));
    }
    if (result.pairs().isPresent()) {
      counts.add(() -> pairs.set(count(in(folder, RunDirectory.PAIRS), PairsTable.SCHEMA)));
    }
    together("counting", counts);
    result
        .artifacts()
        .ifPresent(from -> files.move(new Path(from), in(folder, RunDirectory.ARTIFACTS)));
    long droppedTotal = dropped.values().stream().mapToLong(Long::longValue).sum();
    long read = available == 0 ? kept.get() + droppedTotal : available;
    Map<String, Object> facts = result.facts().get();
    long made = facts.get(StageResult.COPIES) instanceof Number copies ? copies.longValue() : 0;
    if (read + made != kept.get() + droppedTotal) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s: %d rows in, but %d kept and %d dropped",
              stage.name(),
              read + made,
              kept.get(),
              droppedTotal));
    }
    return new StageRecord(
        stage.name(), fingerprint, read, kept.get(), dropped, pairs.get(), facts, 0);
  }

  /**
   * Lays out the tables of a finished run in the attempt's work folder.
   *
   * @return every folder that is to be published, by the name it gets
   */
  Map<String, Path> layOut(
      PublishOptions options, List<StageRecord> records, List<String> fingerprints) {
    progress.enter("publish");
    Path rows = directory.work(RunDirectory.ROWS);
    Path rejects = directory.work(RunDirectory.REJECTS);
    Path pairs = directory.work(RunDirectory.PAIRS);
    List<Runnable> writes = new ArrayList<>();
    writes.add(
        () ->
            tables.writePublished(
                input(records.size(), records, fingerprints),
                List.of(ExamplesTable.POSITION),
                options.format(),
                rows));
    writes.add(
        () ->
            tables.writePublished(
                union(records, fingerprints, RunDirectory.REJECTS, RejectsTable.SCHEMA),
                List.of(ExamplesTable.POSITION, RejectsTable.STAGE, RejectsTable.RULE),
                options.format(),
                rejects));
    if (options.pairs()) {
      writes.add(
          () ->
              tables.writePublished(
                  union(records, fingerprints, RunDirectory.PAIRS, PairsTable.SCHEMA),
                  List.of(PairsTable.LEFT_POSITION, PairsTable.RIGHT_POSITION, PairsTable.FIELD),
                  options.format(),
                  pairs));
    }
    together("tables", writes);
    Map<String, Path> results = artifacts(records, fingerprints);
    results.put(RunDirectory.ROWS, rows);
    results.put(RunDirectory.REJECTS, rejects);
    if (options.pairs()) {
      results.put(RunDirectory.PAIRS, pairs);
    }
    return results;
  }

  private Map<String, Path> artifacts(List<StageRecord> records, List<String> fingerprints) {
    Map<String, Path> found = new TreeMap<>();
    for (int i = 0; i < records.size(); i++) {
      Path artifacts = in(stageFolder(i, records, fingerprints), RunDirectory.ARTIFACTS);
      if (files.exists(artifacts)) {
        found.put(records.get(i).name(), artifacts);
      }
    }
    return found;
  }

  /** The table that stage {@code number} gets: the rows of the last stage that changed any. */
  private Dataset<Row> input(int number, List<StageRecord> records, List<String> fingerprints) {
    for (int i = number - 1; i >= 0; i--) {
      Path rows = in(stageFolder(i, records, fingerprints), RunDirectory.ROWS);
      if (files.exists(rows)) {
        return tables.readIntermediate(rows, ExamplesTable.SCHEMA);
      }
    }
    return spark.createDataFrame(List.<Row>of(), ExamplesTable.SCHEMA);
  }

  private Dataset<Row> union(
      List<StageRecord> records, List<String> fingerprints, String table, StructType schema) {
    Dataset<Row> all = spark.createDataFrame(List.<Row>of(), schema);
    for (int i = 0; i < records.size(); i++) {
      Path folder = in(stageFolder(i, records, fingerprints), table);
      if (files.exists(folder)) {
        all = all.union(tables.readIntermediate(folder, schema));
      }
    }
    return all;
  }

  private Path stageFolder(int i, List<StageRecord> records, List<String> fingerprints) {
    return directory.stage(i, records.get(i).name(), fingerprints.get(i));
  }

  private long count(Path folder, StructType schema) {
    return tables.readIntermediate(folder, schema).count();
  }

  private Map<String, Long> countByRule(Path folder) {
    Map<String, Long> counts = new TreeMap<>();
    tables
        .readIntermediate(folder, RejectsTable.SCHEMA)
        .groupBy(col(RejectsTable.RULE))
        .agg(org.apache.spark.sql.functions.count(lit(1)))
        .collectAsList() // one row a rule
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  private void step(String name, Runnable work) {
    progress.step(
        spark,
        name,
        () -> {
          work.run();
          return true;
        });
  }

  /** Runs independent Spark jobs side by side, so that the small ones share the cores. */
  private void together(String name, List<Runnable> works) {
    step(
        name,
        () -> {
          List<Thread> threads = new ArrayList<>();
          AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
          for (Runnable work : works) {
            // A new thread inherits the job group of this one.
            Thread thread = new Thread(work, "gristmill-" + name);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((which, e) -> failure.compareAndSet(null, e));
            thread.start();
            threads.add(thread);
          }
          threads.forEach(Pipeline::join);
          rethrow(failure.get());
        });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was interrupted");
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure != null) {
      Pipeline.sneak(failure);
    }
  }

  /** Spark's analysis errors are checked exceptions that no signature names. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  private static Path in(Path folder, String name) {
    return new Path(folder, name);
  }

  private static StageRecord withSeconds(StageRecord r, double seconds) {
    return new StageRecord(
        r.name(),
        r.fingerprint(),
        r.read(),
        r.kept(),
        r.dropped(),
        r.pairs(),
        r.facts(),
        Math.round(seconds * 1000) / 1000.0);
  }

  /**
   * The line a finished stage leaves: {@code filter: read=52002 kept=47110 dropped={…} in 41 s}.
   */
  static String summary(StageRecord r) {
    String facts = r.facts().isEmpty() ? "" : " " + r.facts();
    return String.format(
        Locale.ROOT,
        "%s: read=%d kept=%d dropped=%s%s in %.1f s",
        r.name(),
        r.read(),
        r.kept(),
        r.dropped(),
        facts,
        r.seconds());
  }

  /**
   * How the result is published.
   *
   * @param format of the tables
   * @param pairs whether a table of pairs is part of the result
   */
  record PublishOptions(io.gristmill.jobs.table.TableFormat format, boolean pairs) {}

  /** Totals over all stages: read by the first, kept by the last, everything dropped between. */
  static RunRecord.Counts totals(List<StageRecord> records) {
    if (records.isEmpty()) {
      return new RunRecord.Counts(0, 0, 0, Map.of());
    }
    Map<String, Long> dropped = new TreeMap<>();
    long total = 0;
    for (StageRecord record : records) {
      record.dropped().forEach((rule, n) -> dropped.put(record.name() + "/" + rule, n));
      total += record.droppedTotal();
    }
    return new RunRecord.Counts(
        records.get(0).read(), records.get(records.size() - 1).kept(), total, dropped);
  }
}
