package io.gristmill.tokens;

/** Which tokens count in the loss. */
public enum LossOn {
  /** Prompt and answer. */
  ALL,
  /** Every answer of a conversation, with its end mark or EOS token. */
  ASSISTANT,
  /** The last answer, with its end mark or EOS token. */
  RESPONSE
}
