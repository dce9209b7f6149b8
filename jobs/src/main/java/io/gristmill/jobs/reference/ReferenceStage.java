package io.gristmill.jobs.reference;

import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.col;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Adds the log-probabilities of both answers under a reference model to preferences. Input: {@link
 * ExamplesTable} with the rejected answer as metadata. Output: the same with the metadata of {@code
 * train.data.ReferenceScore}; rejects are rows that {@code dpo} would reject. The numbers depend
 * only on the row, the model and the kind of machine.
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
   * Creates the stage; reads the model's configuration, not its weights.
   *
   * @throws UserException when there is no model, or it does not match the settings
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

  /** Path and device of the model are not part of the fingerprint. */
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
            .repartition(taskCount(spark, context.rows()), col(POSITION))
            .mapPartitions(task, Encoders.row(ReferenceTask.SCHEMA));
    return StageResult.ofVerdicts(name(), scored)
        .withFacts(() -> Map.of("reference-model", task.modelName()))
        .withRelease(() -> ReferenceModel.release(task));
  }

  /** Number of tasks: enough to use every core, and to lose little with a failed task. */
  private static int taskCount(SparkSession spark, long rows) {
    long max = (long) TASKS_OF_A_CORE * spark.sparkContext().defaultParallelism();
    long target = Math.max(spark.sparkContext().defaultParallelism(), rows / ROWS_OF_A_TASK);
    return Math.toIntExact(Math.max(1, Math.min(Math.min(max, rows), target)));
  }
}
