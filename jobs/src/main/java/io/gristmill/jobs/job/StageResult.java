package io.gristmill.jobs.job;

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
 * What a stage yields, not necessarily computed yet.
 *
 * @param rows the examples that stay, columns of {@code ExamplesTable}
 * @param rejects the rows it dropped, columns of {@code RejectsTable}
 * @param tagged both in one data set, where one pass over the data yields both; see {@link
 *     #ofTagged}
 * @param pairs similar pairs, columns of {@code PairsTable}, where they were asked for
 * @param artifacts a folder inside the work folder with finished files that are no table (exports),
 *     published beside the tables under the stage's name
 * @param facts what to tell of the run (mode, counters), asked once rows and rejects are written
 * @param release frees what the stage holds (caches, broadcasts) once all is written
 */
public record StageResult(
    Dataset<Row> rows,
    Dataset<Row> rejects,
    Optional<Dataset<Row>> tagged,
    Optional<Dataset<Row>> pairs,
    Optional<String> artifacts,
    Supplier<Map<String, Object>> facts,
    Runnable release) {

  /** The column that says on which side a row of a sided data set is. */
  public static final String SIDE = "_side";

  /**
   * The fact that tells how many rows a stage made by repeating others; rows in and these are rows
   * kept and dropped.
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

  /** The same with facts of the run. */
  public StageResult withFacts(Supplier<Map<String, Object>> replacement) {
    return new StageResult(rows, rejects, tagged, pairs, artifacts, replacement, release);
  }

  /**
   * The result of a stage that sorts each row to one side as it reads: written in one pass, without
   * a cache.
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
   * The same of examples that each have a verdict.
   *
   * @param judged the columns of {@code ExamplesTable}, {@link RejectsTable#RULE} (empty where the
   *     row stays) and {@link RejectsTable#DETAIL}
   */
  public static StageResult ofJudged(
      String stage, Dataset<Row> judged, Supplier<Map<String, Object>> facts) {
    Column kept = col(RejectsTable.RULE).equalTo("");
    Dataset<Row> sided =
        judged
            .withColumn(
                RejectsTable.ROW, when(kept, lit("")).otherwise(RejectsTable.rowAsJson(judged)))
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
