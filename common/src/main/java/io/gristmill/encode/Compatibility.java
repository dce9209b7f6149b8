package io.gristmill.encode;

/** The project whose rules for training rows are reproduced. */
public enum Compatibility {
  /** Masks and truncates by length, never by token value; splits the prompt as at inference. */
  GRISTMILL,
  /** LLMs-from-scratch, chapter 7; see {@link io.gristmill.tokens.LlmsFromScratchCollation}. */
  LLMS_FROM_SCRATCH,
  /** Stanford Alpaca; see {@link io.gristmill.tokens.AlpacaCollation}. */
  ALPACA;

  /** LLMs-from-scratch counts the prompt's tokens without the response header. */
  boolean headerInLoss() {
    return this == LLMS_FROM_SCRATCH;
  }
}
