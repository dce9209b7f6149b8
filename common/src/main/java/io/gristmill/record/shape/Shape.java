package io.gristmill.record.shape;

/** How the fields of a record are to be understood. */
public enum Shape {
  /** Whatever the record looks like; decided per record. */
  AUTO,
  /** Instruction, input and output as texts, under these names or their synonyms. */
  PLAIN,
  /** A list of turns, each with a speaker and a text. */
  CONVERSATION,
  /** A self-instruct task: one instruction with a list of instances. */
  SEED_TASK
}
