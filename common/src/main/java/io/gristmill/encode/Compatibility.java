package io.gristmill.encode;

/** Whose rules of collating rows are followed. */
public enum Compatibility {
  /** Ours: by lengths, never by the value of a token; the border where inference has it. */
  GRISTMILL,
  /** {@link io.gristmill.tokens.LlmsFromScratchCollation}. */
  LLMS_FROM_SCRATCH,
  /** {@link io.gristmill.tokens.AlpacaCollation}. */
  ALPACA;

  /** The book counts tokens of the prompt without the header, so the header is learned. */
  boolean headerInLoss() {
    return this == LLMS_FROM_SCRATCH;
  }

  /** The book's collation puts the end token itself. */
  public boolean endsRows() {
    return this == LLMS_FROM_SCRATCH;
  }
}
