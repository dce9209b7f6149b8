package io.gristmill.jobs.table;

import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** File formats of tables. */
public enum TableFormat {
  PARQUET("parquet", "parquet"),
  JSONL("json", "jsonl");

  private final String sparkName;
  private final String ending;

  TableFormat(String sparkName, String ending) {
    this.sparkName = sparkName;
    this.ending = ending;
  }

  public String sparkName() {
    return sparkName;
  }

  /** The format of files with this extension. */
  public static TableFormat ofEnding(String ending) {
    return Arrays.stream(values())
        .filter(format -> format.ending.equals(ending))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table format " + ending));
  }

  /** Reads a published table. */
  public Dataset<Row> read(SparkSession spark, StructType schema, String folder) {
    return spark.read().schema(schema).format(sparkName).load(folder);
  }

  /** Extension of data files, without the dot. */
  public String ending() {
    return ending;
  }
}
