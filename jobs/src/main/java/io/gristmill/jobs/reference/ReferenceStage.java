package io.gristmill.jobs.reference;

import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.col;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.job.Stage;
import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.job.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.file.ModelFingerprint;
import io.gristmill.jobs.train.file.ModelLocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Adds to preferences what a reference model thinks of both answers. Input: {@link ExamplesTable}
 * with the rejected answer as metadata. Output: the same with the metadata of {@code
 * train.data.ReferenceScore}; rejects are rows that a training would not take, by its rules. The
 * numbers depend on a row, the model and the kind of machine alone.
 */
public final class ReferenceStage implements Stage {

  private static final int ROWS_OF_A_TASK = 64;
  private static final int TASKS_OF_A_CORE = 16;

  private final ReferenceConfig config;
  private final String identity;
  private final String tokenizer;

  private ReferenceStage(ReferenceConfig config, String identity, String tokenizer) {
    this.config = config;
    this.identity = identity;
    this.tokenizer = tokenizer;
  }

  /**
   * Looks at the model without loading its weights.
   *
   * @throws UserException when there is none, or when it does not go with the settings
   */
  public static ReferenceStage of(ReferenceConfig config) {
    Path given = Path.of(config.model());
    if (!Files.isDirectory(given)) {
      throw ModelLocator.missing("reference.model: ", given.toString(), ExitCode.CONFIGURATION);
    }
    Path path = ModelLocator.resolve(given);
    try (Tokenizer tokens = Tokenizer.open(path)) {
      TrainingData data = ReferenceModel.data(config, ModelDirectory.open(path), tokens);
      String files = ModelFingerprint.ofTokenizer(path) + " padding " + data.padToken();
      return new ReferenceStage(config, ModelFingerprint.of(path), files);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return "reference";
  }

  /** Where the model is and on which device it runs is no part of it. */
  @Override
  public String fingerprint() {
    return "model " + identity + (config.bf16() ? " bf16 " : " fp32 ") + tokenizer + config.data();
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    SparkSession spark = context.spark();
    int threads = spark.sparkContext().conf().getInt("spark.task.cpus", 1);
    ReferenceTask task = new ReferenceTask(config, identity, threads, context.workFolder());
    Dataset<Row> scored =
        examples
            .repartition(tasks(spark, context.rows()), col(POSITION))
            .mapPartitions(task, Encoders.row(ReferenceTask.SCHEMA));
    StageResult result =
        StageResult.ofJudged(name(), scored, () -> Map.of("reference-model", task.model()));
    return new StageResult(
        result.rows(),
        result.rejects(),
        result.tagged(),
        Optional.empty(),
        Optional.empty(),
        result.facts(),
        () -> ReferenceModel.release(task));
  }

  /** Enough for every core, and for a lost one not to cost much. */
  private static int tasks(SparkSession spark, long rows) {
    long most = (long) TASKS_OF_A_CORE * spark.sparkContext().defaultParallelism();
    long wanted = Math.max(spark.sparkContext().defaultParallelism(), rows / ROWS_OF_A_TASK);
    return Math.toIntExact(Math.max(1, Math.min(Math.min(most, rows), wanted)));
  }
}
