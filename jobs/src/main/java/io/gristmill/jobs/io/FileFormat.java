package io.gristmill.jobs.io;

/** What a file holds once it is unpacked. */
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

  /** The format's name for messages. */
  public String label() {
    return label;
  }

  boolean isDelimited() {
    return this == CSV || this == TSV;
  }
}
