package io.gristmill.jobs.dedup;

/** Columns of the texts to compare; only rows with a value are there. */
final class Texts {

  static final String ROW = "position";
  static final String TEXT = "text";
  static final String BEST = "best";

  private Texts() {}
}
