package io.gristmill.jobs.ml;

import io.gristmill.check.Problems;
import io.gristmill.check.Require;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.novelty.NoveltyConfig;
import io.gristmill.similarity.rouge.WordSplitting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The params of {@link RougeNovelty}; defaults are those of the job. */
public final class RougeNoveltyParamSet extends SimilarityParamSet {

  private static final long serialVersionUID = 1L;

  final Param<String> wordSplitting;
  final Param<String> poolPath;
  final Param<String> poolFormat;
  final Param<String> poolTable;
  final StringArrayParam poolCols;
  final IntParam maxPairsPerTask;

  RougeNoveltyParamSet(Params stage) {
    super(stage, "ROUGE-L F", 0, 1);
    wordSplitting =
        new Param<>(
            stage,
            "wordSplitting",
            "unicode: words of every script, single characters in Chinese, Japanese, Korean and"
                + " scripts without spaces; ascii: the tokens of rouge-score, of which Korean or"
                + " Chinese rows have none, so they are always kept",
            ParamValidators.inArray(names(WordSplitting.values())));
    poolPath =
        new Param<>(
            stage, "poolPath", "path of a table whose rows form the initial pool; may be empty");
    poolFormat = new Param<>(stage, "poolFormat", "format of poolPath, as in spark.read().format");
    poolTable =
        new Param<>(
            stage,
            "poolTable",
            "table or view whose rows form the initial pool; may be empty; excludes poolPath");
    poolCols =
        new StringArrayParam(
            stage,
            "poolCols",
            "string columns of the pool to compare with, joined like inputCols; empty: inputCols");
    maxPairsPerTask =
        new IntParam(
            stage,
            "maxPairsPerTask",
            "maximum number of similar pairs that one task holds (28 bytes each); the search fails"
                + " beyond it",
            ParamValidators.gtEq(1));
  }

  @Override
  void setDefaults(Params stage) {
    super.setDefaults(stage);
    NoveltyConfig job = NoveltyConfig.read(Settings.defaults(), new Problems());
    stage.setDefault(matchIdCol, "similar_to");
    stage.setDefault(similarityCol, "rouge_l");
    stage.setDefault(threshold, job.threshold());
    stage.setDefault(wordSplitting, SettingsReader.kebab(job.wordSplitting()));
    stage.setDefault(poolPath, "");
    stage.setDefault(poolFormat, "parquet");
    stage.setDefault(poolTable, "");
    stage.setDefault(poolCols, new String[0]);
    stage.setDefault(maxPairsPerTask, job.maxPairsPerTask());
    stage.setDefault(engine, SettingsReader.kebab(job.engine()));
    stage.setDefault(localMaxChars, job.localMaxChars());
    stage.setDefault(partitionChars, job.partitionChars());
    stage.setDefault(threads, job.threads());
  }

  /** Checks params and columns, and returns the schema of the result. */
  StructType transformSchema(RougeNovelty stage, StructType schema) {
    Columns columns = check(stage, schema);
    columns.throwIfAny();
    Require.that(
        stage.getPoolPath().isEmpty() || stage.getPoolTable().isEmpty(),
        "%s: poolPath and poolTable must not both be set, was \"%s\" and \"%s\"",
        stage.uid(),
        stage.getPoolPath(),
        stage.getPoolTable());
    config(stage);
    return result(stage, columns, schema);
  }

  NoveltyConfig config(RougeNovelty stage) {
    List<String> assignments = new ArrayList<>(settings("novelty", stage));
    assignments.add("novelty.word-splitting=" + stage.getWordSplitting());
    assignments.add("novelty.max-pairs-per-task=" + stage.getMaxPairsPerTask());
    return read(stage, assignments, NoveltyConfig::read);
  }

  /**
   * Returns the pool, if set.
   *
   * @throws IllegalArgumentException if it lacks a column to compare, or its ids differ in type
   *     from those of the rows
   */
  Optional<Dataset<Row>> pool(RougeNovelty stage, Dataset<?> rows) {
    SparkSession spark = rows.sparkSession();
    Optional<Dataset<Row>> pool = Optional.empty();
    if (!stage.getPoolPath().isEmpty()) {
      pool = Optional.of(spark.read().format(stage.getPoolFormat()).load(stage.getPoolPath()));
    } else if (!stage.getPoolTable().isEmpty()) {
      pool = Optional.of(spark.table(stage.getPoolTable()));
    }
    pool.ifPresent(entries -> checkPool(stage, entries.schema(), rows.schema()));
    return pool;
  }

  static String[] poolColumns(RougeNovelty stage) {
    return stage.getPoolCols().length > 0 ? stage.getPoolCols() : stage.getInputCols();
  }

  private void checkPool(RougeNovelty stage, StructType pool, StructType rows) {
    Columns columns = new Columns(stage, pool);
    boolean hasPoolCols = stage.getPoolCols().length > 0;
    for (String name : poolColumns(stage)) {
      columns.requireText(hasPoolCols ? poolCols : inputCols, name);
    }
    if (stage.getAction().equals(MARK)) {
      Optional<DataType> id = new Columns(stage, rows).type(stage.getIdCol());
      columns.requireType(idCol, stage.getIdCol(), id);
    }
    columns.throwIfAny("the pool");
  }
}
