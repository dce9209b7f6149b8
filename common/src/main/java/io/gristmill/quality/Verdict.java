package io.gristmill.quality;

import java.io.Serializable;

/** What a rule says of a record. */
public sealed interface Verdict extends Serializable {

  /** The one verdict without anything to explain. */
  Verdict KEEP = new Keep();

  /** The record stays. */
  record Keep() implements Verdict {}

  /**
   * The record goes.
   *
   * @param rule name of the rule that dropped it
   * @param score what the rule measured, in the rule's own unit
   * @param threshold the bound that the score broke, in the same unit
   * @param detail the reason for a person, for example the word that was found
   */
  record Drop(String rule, double score, double threshold, String detail) implements Verdict {}
}
