package io.gristmill.tokens;

/** Which tokens are learned. */
public enum LossOn {
  /** Prompt and answer. */
  ALL,
  /** The answer, and the end token that closes it. */
  RESPONSE
}
