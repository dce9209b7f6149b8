package io.gristmill.jobs.dedup;

/** What is done with near-duplicates of a field. */
public enum FieldMode {
  /** The field is not looked at. */
  OFF,
  /** Similar pairs are counted, and written where pairs are asked for; no row goes. */
  REPORT,
  /** Rows go by the keep rule. */
  REMOVE
}
