package io.gristmill.jobs.respond;

import static org.apache.spark.sql.functions.col;

import io.gristmill.jobs.progress.WorkMeter;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.file.ModelDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Answers rows with a model directory. Rows are sorted by position; consecutive rows form batches,
 * consecutive batches form parts. Each finished part is a file in the stage's lasting folder, so a
 * later attempt continues with the missing parts. The size of a part depends only on the number of
 * rows: partitions, executors and killed attempts do not change which rows share a batch.
 */
record LocalResponder(RespondConfig config, ModelLocation location) implements Responder {

  /** Approximate maximum number of files. */
  private static final int MAX_PARTS = 2048;

  private static final StructType PART_SCHEMA =
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
  public Responses respond(StageContext context, Dataset<Row> rowsToAnswer, long rows) {
    SparkSession spark = context.spark();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    String directory = location.directory(context);
    Path local = LocalModelCopies.local(directory, hadoop);
    String identity = identity(local, config);
    int threads = spark.sparkContext().conf().getInt("spark.task.cpus", 1);
    LocalModelSpec model =
        new LocalModelSpec(directory, identity, config, threads, context.workFolder());
    String folder = context.folders().checkpoint();
    if (rows == 0) {
      return new Responses(DataFrames.empty(spark, Response.SCHEMA), model.name(), Map.of());
    }
    context.step("answering", () -> answerParts(context, rowsToAnswer, rows, model, folder));
    LoadedModel.release(model); // not after a failure: other tasks may still use it
    Dataset<Row> responses = spark.read().schema(Response.SCHEMA).json(folder);
    return new Responses(responses, model.name(), Map.of());
  }

  /**
   * Identifies a model without loading its weights.
   *
   * @return the hash of everything that decides its answers
   */
  static String identity(Path directory, RespondConfig config) {
    try (Tokenizer tokenizer = Tokenizer.open(directory)) {
      PromptTokens.of(config, ModelDirectory.open(directory), tokenizer);
      return LocalModelSpec.identity(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": " + e.getMessage(), e);
    }
  }

  /** Rows per part: whole batches, enough of them to stay near the maximum number of files. */
  private long partRows(long rows) {
    long batches = Math.max(1, ceilDiv(ceilDiv(rows, MAX_PARTS), config.batchSize()));
    return batches * config.batchSize();
  }

  /** The quotient, rounded up. */
  private static long ceilDiv(long number, long divisor) {
    return (number + divisor - 1) / divisor;
  }

  private String answerParts(
      StageContext context,
      Dataset<Row> rowsToAnswer,
      long rows,
      LocalModelSpec model,
      String folder) {
    SparkSession spark = context.spark();
    long size = partRows(rows);
    Set<Long> finished = finishedParts(context, folder);
    long remaining = remainingRows(rows, size, finished);
    if (!finished.isEmpty()) {
      context
          .progress()
          .printLine(
              String.format(
                  Locale.ROOT, "reusing %,d answers of an earlier attempt", rows - remaining));
    }
    if (remaining == 0) {
      return folder;
    }
    LongAccumulator answered = spark.sparkContext().longAccumulator("rows answered");
    WorkMeter meter = WorkMeter.start("rows", remaining, () -> "", answered::sum);
    try {
      int tasks = Math.toIntExact(Math.max(1, Math.min(MAX_PARTS, ceilDiv(remaining, size))));
      assignParts(spark, rowsToAnswer, size, finished)
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

  private static Set<Long> finishedParts(StageContext context, String folder) {
    HadoopFiles files = new HadoopFiles(context.spark().sparkContext().hadoopConfiguration());
    Set<Long> parts = new HashSet<>();
    files.list(files.qualify(folder)).stream()
        .map(FileStatus::getPath)
        .filter(RespondTask::isPart)
        .forEach(file -> parts.add(RespondTask.part(file)));
    return parts;
  }

  private static long remainingRows(long rows, long size, Set<Long> finished) {
    return rows - finished.stream().mapToLong(part -> Math.min(size, rows - part * size)).sum();
  }

  /** The rows without an answer, with their part number. */
  private static Dataset<Row> assignParts(
      SparkSession spark, Dataset<Row> rowsToAnswer, long size, Set<Long> finished) {
    JavaRDD<Row> ranked =
        rowsToAnswer
            .select(DataFrames.columns(ExamplesTable.SCHEMA))
            .orderBy(ExamplesTable.POSITION)
            .javaRDD()
            .zipWithIndex()
            .map(pair -> DataFrames.append(pair._1(), pair._2() / size));
    Dataset<Row> all = spark.createDataFrame(ranked, PART_SCHEMA);
    return finished.isEmpty()
        ? all
        : all.filter(
            (FilterFunction<Row>) row -> !finished.contains(row.<Long>getAs(RespondTask.PART)));
  }
}
