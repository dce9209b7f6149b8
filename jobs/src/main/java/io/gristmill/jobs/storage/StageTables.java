package io.gristmill.jobs.storage;

import static org.apache.spark.sql.functions.col;

import io.gristmill.jobs.table.DataFrames;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads and writes the tables between stages: Parquet, partitioned as the stage leaves them. */
public final class StageTables {

  private final SparkSession spark;
  private final HadoopFiles files;

  public StageTables(SparkSession spark, HadoopFiles files) {
    this.spark = spark;
    this.files = files;
  }

  /** Writes a table as Parquet. */
  public void write(Dataset<Row> rows, Path folder) {
    rows.write().mode(SaveMode.Overwrite).parquet(folder.toString());
  }

  public Dataset<Row> read(Path folder, StructType schema) {
    return spark.read().schema(schema).parquet(folder.toString());
  }

  /** The number of rows of a table. */
  public long count(Path folder, StructType schema) {
    return TableFacts.of(files, folder)
        .map(TableFacts::rows)
        .orElseGet(() -> read(folder, schema).count());
  }

  /** The number of rows of a table by the text of a column. */
  public Map<String, Long> countBy(Path folder, StructType schema, String column) {
    return TableFacts.of(files, folder)
        .flatMap(facts -> facts.countBy(column))
        .orElseGet(() -> DataFrames.countBy(read(folder, schema), col(column)));
  }

  /** Whether a written table has this schema (JSON of a Spark type); false when it has no files. */
  boolean hasRowsOf(Path folder, String schema) {
    return TableFacts.ofFirstFile(files, folder) // all files have the same columns
        .filter(facts -> facts.allHaveSchema(schema))
        .isPresent();
  }
}
