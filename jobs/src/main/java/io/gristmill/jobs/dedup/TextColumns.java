package io.gristmill.jobs.dedup;

/** Columns of the texts to compare; only rows with a value are there. */
final class TextColumns {

  static final String ROW = "position";
  static final String TEXT = "text";
  static final String RANK = "best";

  private TextColumns() {}
}
