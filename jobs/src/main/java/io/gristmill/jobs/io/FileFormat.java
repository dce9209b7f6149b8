package io.gristmill.jobs.io;

/** The format of a file after decompression. */
public enum FileFormat {
  JSONL("JSON lines"),
  JSON("JSON"),
  CSV("comma-separated text"),
  TSV("tab-separated text"),
  PARQUET("Parquet");

  private final String label;

  FileFormat(String label) {
    this.label = label;
  }

  /** The name of the format for messages. */
  public String label() {
    return label;
  }

  boolean isDelimited() {
    return this == CSV || this == TSV;
  }
}
