package io.gristmill.jobs.respond;

import static org.apache.spark.sql.functions.col;

import io.gristmill.jobs.job.HadoopFiles;
import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.job.WorkMeter;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.file.ModelDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A model directory answers. Rows are ranked by position; so many in a row are a batch, which the
 * model answers in one go, and some batches in a row are a part. A part has a file in the stage's
 * lasting folder once it is done, so a later attempt goes on with those that have none. How large
 * parts are follows from the number of rows alone, so neither partitions nor executors nor an
 * attempt that was killed change who shares a batch.
 */
record LocalResponder(RespondConfig config, ModelLocation location) implements Responder {

  /** About as many files at most. */
  private static final int PARTS = 2048;

  private static final StructType PARTED =
      ExamplesTable.SCHEMA.add(RespondTask.PART, DataTypes.LongType, false);

  @Override
  public String fingerprint() {
    return String.join(
        "\n",
        location.fingerprint(),
        config.bf16() ? "bf16" : "fp32",
        "batch " + config.batchSize());
  }

  @Override
  public Responses respond(StageContext context, Dataset<Row> asked, long rows) {
    SparkSession spark = context.spark();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    String directory = location.directory(context);
    Path local = ModelCopies.local(directory, hadoop);
    String identity = identity(local, config);
    int threads = spark.sparkContext().conf().getInt("spark.task.cpus", 1);
    LocalModelSpec model =
        new LocalModelSpec(directory, identity, config, threads, context.workFolder());
    String folder = context.folders().checkpoint();
    if (rows == 0) {
      return new Responses(nothing(spark), model.name(), Map.of());
    }
    context.step("answering", () -> answer(context, asked, rows, model, folder));
    LoadedModel.release(model); // not where it failed: other tasks may be using it yet
    Dataset<Row> responses = spark.read().schema(Response.SCHEMA).json(folder);
    return new Responses(responses, model.name(), Map.of());
  }

  /**
   * Looks at a model without loading its weights.
   *
   * @return the hash of all that decides its answers
   */
  static String identity(Path directory, RespondConfig config) {
    try (Tokenizer tokenizer = Tokenizer.open(directory)) {
      PromptTokens.of(config, ModelDirectory.open(directory), tokenizer);
      return LocalModelSpec.identity(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": " + e.getMessage(), e);
    }
  }

  private static Dataset<Row> nothing(SparkSession spark) {
    return spark.createDataFrame(List.<Row>of(), Response.SCHEMA);
  }

  /** Rows of a part: whole batches, so many that there are not too many parts. */
  private long partRows(long rows) {
    long batches = Math.max(1, over(over(rows, PARTS), config.batchSize()));
    return batches * config.batchSize();
  }

  /** The quotient, rounded up. */
  private static long over(long number, long divisor) {
    return (number + divisor - 1) / divisor;
  }

  private String answer(
      StageContext context, Dataset<Row> asked, long rows, LocalModelSpec model, String folder) {
    SparkSession spark = context.spark();
    long size = partRows(rows);
    Set<Long> done = done(context, folder);
    long left = left(rows, size, done);
    if (!done.isEmpty()) {
      context
          .progress()
          .printLine(
              String.format(
                  Locale.ROOT, "%,d answers of an earlier attempt are used again", rows - left));
    }
    if (left == 0) {
      return folder;
    }
    LongAccumulator answered = spark.sparkContext().longAccumulator("rows answered");
    WorkMeter meter = WorkMeter.start("rows", left, () -> "", answered::sum);
    try {
      int tasks = Math.toIntExact(Math.max(1, Math.min(PARTS, over(left, size))));
      parted(spark, asked, size, done)
          .repartition(tasks, col(RespondTask.PART))
          .sortWithinPartitions(RespondTask.PART, ExamplesTable.POSITION)
          .foreachPartition(
              new RespondTask(
                  model,
                  folder,
                  new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()),
                  answered));
    } finally {
      meter.finish();
    }
    return folder;
  }

  private static Set<Long> done(StageContext context, String folder) {
    HadoopFiles files = new HadoopFiles(context.spark().sparkContext().hadoopConfiguration());
    Set<Long> parts = new HashSet<>();
    files.list(files.qualify(folder)).stream()
        .map(FileStatus::getPath)
        .filter(RespondTask::isPart)
        .forEach(file -> parts.add(RespondTask.part(file)));
    return parts;
  }

  private static long left(long rows, long size, Set<Long> done) {
    return rows - done.stream().mapToLong(part -> Math.min(size, rows - part * size)).sum();
  }

  /** The rows that are not done yet, with their part. */
  private static Dataset<Row> parted(
      SparkSession spark, Dataset<Row> asked, long size, Set<Long> done) {
    JavaRDD<Row> ranked =
        asked
            .select(ExamplesTable.columns())
            .orderBy(ExamplesTable.POSITION)
            .javaRDD()
            .zipWithIndex()
            .map(pair -> in(pair._1(), pair._2() / size));
    Dataset<Row> all = spark.createDataFrame(ranked, PARTED);
    return done.isEmpty()
        ? all
        : all.filter(
            (FilterFunction<Row>) row -> !done.contains(row.<Long>getAs(RespondTask.PART)));
  }

  private static Row in(Row row, long part) {
    Object[] values = new Object[row.length() + 1];
    for (int i = 0; i < row.length(); i++) {
      values[i] = row.get(i);
    }
    values[row.length()] = part;
    return RowFactory.create(values);
  }
}
