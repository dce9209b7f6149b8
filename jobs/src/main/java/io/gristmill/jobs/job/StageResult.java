package io.gristmill.jobs.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a stage yields, not necessarily computed yet.
 *
 * @param rows the examples that stay, columns of {@code ExamplesTable}
 * @param rejects the rows it dropped, columns of {@code RejectsTable}
 * @param pairs similar pairs, columns of {@code PairsTable}, where they were asked for
 * @param artifacts a folder inside the work folder with finished files that are no table (exports),
 *     published beside the tables under the stage's name
 * @param facts what to tell of the run (mode, counters), asked once rows and rejects are written
 * @param release frees what the stage holds (caches, broadcasts) once all is written
 */
public record StageResult(
    Dataset<Row> rows,
    Dataset<Row> rejects,
    Optional<Dataset<Row>> pairs,
    Optional<String> artifacts,
    Supplier<Map<String, Object>> facts,
    Runnable release) {

  public static StageResult of(Dataset<Row> rows, Dataset<Row> rejects) {
    return new StageResult(
        rows, rejects, Optional.empty(), Optional.empty(), LinkedHashMap::new, () -> {});
  }
}
