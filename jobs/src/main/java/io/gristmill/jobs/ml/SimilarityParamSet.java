package io.gristmill.jobs.ml;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.stage.Engine;
import io.gristmill.jobs.table.TextField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/** The params of {@link SimilarityParams}. */
public class SimilarityParamSet extends CurationParamSet {

  private static final long serialVersionUID = 1L;
  private static final double MAX_CHARS = 1e9;

  final StringArrayParam inputCols;
  final Param<String> idCol;
  final DoubleParam threshold;
  final Param<String> matchIdCol;
  final Param<String> similarityCol;
  final Param<String> engine;
  final LongParam localMaxChars;
  final LongParam partitionChars;
  final IntParam threads;

  /**
   * @param measure name of the measure that the threshold applies to
   * @param min minimum threshold
   * @param max maximum threshold
   */
  SimilarityParamSet(Params stage, String measure, double min, double max) {
    super(stage);
    inputCols =
        new StringArrayParam(
            stage,
            "inputCols",
            "string columns to compare, joined by a line break, without null and empty ones; rows"
                + " without any text are always kept",
            atLeastOne());
    idCol =
        new Param<>(stage, "idCol", "column with the id of a row; required for action mark only");
    threshold =
        new DoubleParam(
            stage,
            "threshold",
            "rows are similar when their "
                + measure
                + " exceeds this value, in ["
                + min
                + ", "
                + max
                + "]",
            ParamValidators.inRange(min, max));
    matchIdCol =
        new Param<>(
            stage,
            "matchIdCol",
            "column that action mark adds: the id of the row that this one duplicates (its match),"
                + " with the type of idCol");
    similarityCol =
        new Param<>(
            stage,
            "similarityCol",
            "column that action mark adds: the " + measure + " with the match");
    engine =
        new Param<>(
            stage,
            "engine",
            "where the join runs: local (one task, several threads), cluster (one task per pair of"
                + " partitions), auto (local up to localMaxChars); the result is the same",
            ParamValidators.inArray(names(Engine.values())));
    localMaxChars =
        new LongParam(
            stage,
            "localMaxChars",
            "maximum number of characters of text that engine auto joins in one task",
            ParamValidators.inRange(1, MAX_CHARS));
    partitionChars =
        new LongParam(
            stage,
            "partitionChars",
            "characters of text per partition of engine cluster; a task holds two partitions",
            ParamValidators.inRange(1, MAX_CHARS));
    threads =
        new IntParam(
            stage,
            "threads",
            "threads per task; 0: all cores of a local master, otherwise spark.task.cpus",
            ParamValidators.inRange(0, 1024));
  }

  @Override
  void setDefaults(Params stage) {
    super.setDefaults(stage);
    stage.setDefault(inputCols, new String[] {"instruction"});
    stage.setDefault(idCol, "id");
  }

  @SuppressWarnings("unchecked") // the validator accepts any array
  private static Function1<String[], Object> atLeastOne() {
    return (Function1<String[], Object>) (Function1<?, Object>) ParamValidators.arrayLengthGt(0);
  }

  /** Returns the values of an enum as users write them. */
  static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(SettingsReader::kebab).toList();
  }

  /** Checks the columns that all of these stages use. */
  Columns check(SimilarityParams<?> stage, StructType schema) {
    Columns columns = new Columns(stage, schema);
    for (String name : stage.getInputCols()) {
      columns.requireText(inputCols, name);
    }
    columns.requireOrderable(orderCol, stage.getOrderCol());
    if (stage.getAction().equals(MARK)) {
      columns.requirePresent(idCol, stage.getIdCol());
      columns.requireAbsent(matchIdCol, stage.getMatchIdCol());
      columns.requireAbsent(similarityCol, stage.getSimilarityCol());
    }
    return columns;
  }

  /** Returns the schema of the result, given checked columns. */
  static StructType result(SimilarityParams<?> stage, Columns columns, StructType schema) {
    return columns
        .type(stage.getIdCol())
        .filter(id -> stage.getAction().equals(MARK))
        .map(
            id ->
                schema
                    .add(stage.getMatchIdCol(), id, true)
                    .add(stage.getSimilarityCol(), DataTypes.DoubleType, true))
        .orElse(schema);
  }

  /** Returns the text of a row to compare; empty if it has none. */
  static Column text(String... columns) {
    List<Column> texts = new ArrayList<>();
    for (String name : columns) {
      texts.add(Columns.of(name));
    }
    return TextField.join(texts);
  }

  /** Returns the params that the jobs have, too, as assignments of settings. */
  static List<String> settings(String block, SimilarityParams<?> stage) {
    return List.of(
        block + ".threshold=" + stage.getThreshold(),
        block + ".engine=" + stage.getEngine(),
        block + ".local-max-chars=" + stage.getLocalMaxChars(),
        block + ".partition-chars=" + stage.getPartitionChars(),
        block + ".threads=" + stage.getThreads());
  }
}
