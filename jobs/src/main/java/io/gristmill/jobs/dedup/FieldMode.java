package io.gristmill.jobs.dedup;

/** Treatment of the near-duplicates of a field. */
public enum FieldMode {
  /** Ignore the field. */
  OFF,
  /** Count similar pairs, and write them if {@code write-pairs} is set; remove no rows. */
  REPORT,
  /** Remove rows by the {@code keep} rule. */
  REMOVE
}
