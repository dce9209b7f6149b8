package io.gristmill.jobs.table;

/** How tables are written. */
public enum TableFormat {
  PARQUET("parquet", "parquet"),
  JSONL("json", "jsonl");

  private final String sparkName;
  private final String ending;

  TableFormat(String sparkName, String ending) {
    this.sparkName = sparkName;
    this.ending = ending;
  }

  /** The name of Spark's data source. */
  public String sparkName() {
    return sparkName;
  }

  /** The ending of data files, without the dot. */
  public String ending() {
    return ending;
  }
}
