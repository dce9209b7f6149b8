package io.gristmill.jobs.dedup;

/** Treatment of the near-duplicates of a field. */
enum FieldMode {
  OFF,
  REPORT,
  REMOVE
}
