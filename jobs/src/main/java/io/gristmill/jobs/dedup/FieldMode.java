package io.gristmill.jobs.dedup;

/** What to do about near-duplicates of a field. */
public enum FieldMode {
  /** Ignore the field. */
  OFF,
  /** Count similar pairs, and write them if {@code write-pairs} is set; remove no rows. */
  REPORT,
  /** Remove rows by the {@code keep} rule. */
  REMOVE
}
