package io.gristmill.jobs.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The result of a stage, not necessarily computed yet.
 *
 * @param rows the kept examples, with the columns of {@code ExamplesTable}
 * @param rejects the dropped rows, with the columns of {@code RejectsTable}
 * @param tagged both tables in one data set, when a single pass computes both; see {@link
 *     #ofTagged}
 * @param pairs similar pairs, with the columns of {@code PairsTable}, when requested
 * @param artifacts a folder below the work folder with finished non-tabular files, published under
 *     the name of the stage
 * @param facts counters and modes for {@code run.json}, read after rows and rejects are written
 * @param release frees caches and broadcasts after everything is written
 */
public record StageResult(
    Dataset<Row> rows,
    Dataset<Row> rejects,
    Optional<Dataset<Row>> tagged,
    Optional<Dataset<Row>> pairs,
    Optional<String> artifacts,
    Supplier<Map<String, Object>> facts,
    Runnable release) {

  /** The column of a tagged data set with the table that a row belongs to. */
  public static final String SIDE = "_side";

  /**
   * The fact with the number of rows that a stage added, by repetition or otherwise: rows read plus
   * these equal rows kept plus rows dropped.
   */
  public static final String COPIES = "copies";

  public static final String ROWS = "rows";
  public static final String REJECTS = "rejects";

  public StageResult(
      Dataset<Row> rows,
      Dataset<Row> rejects,
      Optional<Dataset<Row>> pairs,
      Optional<String> artifacts,
      Supplier<Map<String, Object>> facts,
      Runnable release) {
    this(rows, rejects, Optional.empty(), pairs, artifacts, facts, release);
  }

  public static StageResult of(Dataset<Row> rows, Dataset<Row> rejects) {
    return new StageResult(
        rows, rejects, Optional.empty(), Optional.empty(), LinkedHashMap::new, () -> {});
  }

  /** A copy with other facts. */
  public StageResult withFacts(Supplier<Map<String, Object>> replacement) {
    return new StageResult(rows, rejects, tagged, pairs, artifacts, replacement, release);
  }

  /**
   * The result of a stage that decides each row as it reads it. Both tables are written in one
   * pass, without a cache.
   *
   * @param tagged the columns of both tables, and {@link #SIDE} with {@link #ROWS} or {@link
   *     #REJECTS}
   */
  public static StageResult ofTagged(Dataset<Row> tagged, Supplier<Map<String, Object>> facts) {
    return new StageResult(
        side(tagged, ROWS, ExamplesTable.SCHEMA),
        side(tagged, REJECTS, RejectsTable.SCHEMA),
        Optional.of(tagged),
        Optional.empty(),
        Optional.empty(),
        facts,
        () -> {});
  }

  /**
   * The result of a stage that gives each example a verdict.
   *
   * @param examplesWithVerdict the columns of {@code ExamplesTable}, {@link RejectsTable#RULE}
   *     (empty when the row is kept) and {@link RejectsTable#DETAIL}
   */
  public static StageResult ofVerdicts(
      String stage, Dataset<Row> examplesWithVerdict, Supplier<Map<String, Object>> facts) {
    Column kept = col(RejectsTable.RULE).equalTo("");
    Dataset<Row> sided =
        examplesWithVerdict
            .withColumn(
                RejectsTable.ROW,
                when(kept, lit("")).otherwise(RejectsTable.rowAsJson(examplesWithVerdict)))
            .withColumn(ExamplesTable.SCORE, when(kept, col(ExamplesTable.SCORE)))
            .withColumn(RejectsTable.STAGE, lit(stage))
            .withColumn(RejectsTable.THRESHOLD, lit(null).cast(DoubleType))
            .withColumn(RejectsTable.WITNESS_ID, lit(null).cast(StringType))
            .withColumn(SIDE, when(kept, lit(ROWS)).otherwise(lit(REJECTS)));
    return ofTagged(sided, facts);
  }

  private static Dataset<Row> side(Dataset<Row> tagged, String side, StructType schema) {
    return tagged
        .filter(col(SIDE).equalTo(lit(side)))
        .select(Arrays.stream(schema.fieldNames()).map(name -> col(name)).toArray(Column[]::new));
  }
}
