package io.gristmill.jobs.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Reads and writes the tables between stages: Parquet, partitioned as the stage leaves them. */
final class StageTables {

  private final SparkSession spark;
  private final HadoopFiles files;

  StageTables(SparkSession spark, HadoopFiles files) {
    this.spark = spark;
    this.files = files;
  }

  /** Writes a table as Parquet. */
  void write(Dataset<Row> rows, Path folder) {
    rows.write().mode(SaveMode.Overwrite).parquet(folder.toString());
  }

  /** Writes both tables of a tagged data set in one pass. */
  void writeTagged(Dataset<Row> tagged, Path folder) {
    Path both = new Path(folder, "sides");
    tagged.write().partitionBy(StageResult.SIDE).parquet(both.toString());
    for (String side : List.of(StageResult.ROWS, StageResult.REJECTS)) {
      Path written = new Path(both, StageResult.SIDE + "=" + side);
      Path place = new Path(folder, side);
      if (files.exists(written)) {
        files.move(written, place);
      } else {
        files.makeFolder(place);
      }
    }
    files.delete(both);
  }

  Dataset<Row> read(Path folder, StructType schema) {
    return spark.read().schema(schema).parquet(folder.toString());
  }

  /** The number of rows of a table. */
  long count(Path folder, StructType schema) {
    return facts(folder).map(TableFacts::rows).orElseGet(() -> read(folder, schema).count());
  }

  /** The number of rows of a table by the text of a column. */
  Map<String, Long> countBy(Path folder, StructType schema, String column) {
    return facts(folder)
        .flatMap(facts -> facts.countBy(column))
        .orElseGet(
            () -> {
              Map<String, Long> counts = new TreeMap<>();
              read(folder, schema)
                  .groupBy(col(column))
                  .agg(functions.count(lit(1)))
                  .collectAsList() // one row per text
                  .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
              return counts;
            });
  }

  Optional<TableFacts> facts(Path folder) {
    return TableFacts.of(parts(folder), spark.sparkContext().hadoopConfiguration());
  }

  /** The data files of a table. */
  List<Path> parts(Path folder) {
    return files.list(folder).stream()
        .map(FileStatus::getPath)
        .filter(part -> part.getName().startsWith("part-"))
        .toList();
  }

  /** Whether a written table has this schema (JSON of a Spark type); false when it has no files. */
  boolean hasRowsOf(Path folder, String schema) {
    List<Path> first = parts(folder).stream().limit(1).toList(); // all files have the same columns
    return !first.isEmpty()
        && TableFacts.of(first, spark.sparkContext().hadoopConfiguration())
            .filter(facts -> facts.allHaveSchema(schema))
            .isPresent();
  }
}
