package io.gristmill.jobs.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
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
 * @param tagged both tables in one data set, when a single pass computes both: the columns of both,
 *     and {@link #SIDE} with {@link #ROWS} or {@link #REJECTS}
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

  public static StageResult of(Dataset<Row> rows, Dataset<Row> rejects) {
    return of(rows, rejects, Optional.empty());
  }

  private static StageResult of(
      Dataset<Row> rows, Dataset<Row> rejects, Optional<Dataset<Row>> tagged) {
    return new StageResult(
        rows, rejects, tagged, Optional.empty(), Optional.empty(), LinkedHashMap::new, () -> {});
  }

  /** The result of a stage that passes all rows on. */
  public static StageResult passOn(Dataset<Row> examples) {
    return of(examples, DataFrames.empty(examples.sparkSession(), RejectsTable.SCHEMA));
  }

  public StageResult withFacts(Supplier<Map<String, Object>> replacement) {
    return new StageResult(rows, rejects, tagged, pairs, artifacts, replacement, release);
  }

  public StageResult withPairs(Dataset<Row> table) {
    return new StageResult(rows, rejects, tagged, Optional.of(table), artifacts, facts, release);
  }

  public StageResult withArtifacts(String folder) {
    return new StageResult(rows, rejects, tagged, pairs, Optional.of(folder), facts, release);
  }

  public StageResult withRelease(Runnable work) {
    return new StageResult(rows, rejects, tagged, pairs, artifacts, facts, work);
  }

  /**
   * The result of a stage that gives each example a verdict as it reads it. Both tables are written
   * in one pass, without a cache.
   *
   * @param examplesWithVerdict the columns of {@code ExamplesTable}, {@link RejectsTable#RULE}
   *     (empty when the row is kept) and {@link RejectsTable#DETAIL}
   */
  public static StageResult ofVerdicts(String stage, Dataset<Row> examplesWithVerdict) {
    Column kept = col(RejectsTable.RULE).equalTo("");
    return ofClassified(
        stage,
        examplesWithVerdict
            .withColumn(
                RejectsTable.ROW,
                when(kept, lit("")).otherwise(RejectsTable.rowAsJson(examplesWithVerdict)))
            .withColumn(ExamplesTable.SCORE, when(kept, col(ExamplesTable.SCORE))));
  }

  /**
   * The same for records that need not be examples.
   *
   * @param records the columns of {@link #ofVerdicts} and {@link RejectsTable#ROW}
   */
  public static StageResult ofClassified(String stage, Dataset<Row> records) {
    Dataset<Row> tagged =
        records
            .withColumn(RejectsTable.STAGE, lit(stage))
            .withColumn(RejectsTable.THRESHOLD, lit(null).cast(DoubleType))
            .withColumn(RejectsTable.WITNESS_ID, lit(null).cast(StringType))
            .withColumn(
                SIDE, when(col(RejectsTable.RULE).equalTo(""), lit(ROWS)).otherwise(lit(REJECTS)));
    return of(
        side(tagged, ROWS, ExamplesTable.SCHEMA),
        side(tagged, REJECTS, RejectsTable.SCHEMA),
        Optional.of(tagged));
  }

  private static Dataset<Row> side(Dataset<Row> tagged, String side, StructType schema) {
    return tagged.filter(col(SIDE).equalTo(side)).select(DataFrames.columns(schema));
  }
}
