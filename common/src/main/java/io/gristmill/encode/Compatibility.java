package io.gristmill.encode;

/** Whose rules for building training rows to reproduce. */
public enum Compatibility {
  /**
   * Masks and truncates by length, never by token value; prompt and answer split as at inference.
   */
  GRISTMILL,
  /** {@link io.gristmill.tokens.LlmsFromScratchCollation}. */
  LLMS_FROM_SCRATCH,
  /** {@link io.gristmill.tokens.AlpacaCollation}. */
  ALPACA;

  /**
   * LLMs-from-scratch counts the prompt's tokens without the response header, so the header counts
   * in the loss.
   */
  boolean headerInLoss() {
    return this == LLMS_FROM_SCRATCH;
  }

  /** The collate function of LLMs-from-scratch appends the EOS token itself. */
  public boolean endsRows() {
    return this == LLMS_FROM_SCRATCH;
  }
}
