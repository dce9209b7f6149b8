package io.gristmill.jobs.dedup;

/** Columns of the texts to compare; contains only rows with a value. */
final class TextColumns {

  static final String ROW = "position";
  static final String TEXT = "text";
  static final String RANK = "best";

  private TextColumns() {}
}
