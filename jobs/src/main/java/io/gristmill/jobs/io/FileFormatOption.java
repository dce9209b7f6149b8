package io.gristmill.jobs.io;

/** The setting {@code ingest.format}: one format for all files, or detection per file. */
public enum FileFormatOption {
  AUTO,
  JSONL,
  JSON,
  CSV,
  TSV,
  PARQUET,
  /** Any data source that Spark can load; Gristmill reads no files itself. */
  SPARK
}
