package io.gristmill.record.parse;

/** The format of a record, which determines its fields. */
public enum RecordFormat {
  /** Detected per record. */
  AUTO,
  /** Instruction, input and output as texts, under these names or their synonyms. */
  ALPACA,
  /** A list of turns, each with a role and a text. */
  MESSAGES,
  /** A Self-Instruct task: one instruction with a list of instances. */
  SEED_TASK
}
