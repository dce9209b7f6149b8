package io.gristmill.jobs.table;

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

  /** Name of Spark's data source. */
  public String sparkName() {
    return sparkName;
  }

  /** Extension of data files, without the dot. */
  public String ending() {
    return ending;
  }
}
