package io.gristmill.record.parse;

/** How the fields of a record are to be understood. */
public enum RecordFormat {
  /** Whatever the record looks like; decided per record. */
  AUTO,
  /** Instruction, input and output as texts, under these names or their synonyms. */
  ALPACA,
  /** A list of turns, each with a speaker and a text. */
  MESSAGES,
  /** A self-instruct task: one instruction with a list of instances. */
  SEED_TASK
}
