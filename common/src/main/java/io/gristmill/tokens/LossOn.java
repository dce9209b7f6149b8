package io.gristmill.tokens;

/** Which tokens are learned. */
public enum LossOn {
  /** Prompt and answer. */
  ALL,
  /** Every answer of a conversation, each with what closes it. */
  ASSISTANT,
  /** The last answer, and the end token that closes it. */
  RESPONSE
}
