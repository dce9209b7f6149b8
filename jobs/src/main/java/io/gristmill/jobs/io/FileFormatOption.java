package io.gristmill.jobs.io;

/** The setting {@code ingest.format}: one format for all files, or each by its content. */
public enum FileFormatOption {
  AUTO,
  JSONL,
  JSON,
  CSV,
  TSV,
  PARQUET,
  /** Any source that Spark itself can load; no files of ours. */
  SPARK
}
