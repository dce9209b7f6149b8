package io.gristmill.quality;

import java.io.Serializable;

/** The decision of a rule on a record. */
public sealed interface Verdict extends Serializable {

  /** The only instance of {@link Keep}. */
  Verdict KEEP = new Keep();

  /** The record is kept. */
  record Keep() implements Verdict {}

  /**
   * The record is dropped.
   *
   * @param rule name of the rule that dropped it
   * @param score the value that the rule measured, in the unit of the rule
   * @param threshold the bound that the score violates, in the same unit
   * @param detail the reason in words, for example the word that matched
   */
  record Drop(String rule, double score, double threshold, String detail) implements Verdict {}
}
