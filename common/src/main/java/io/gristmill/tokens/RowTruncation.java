package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.Optional;

/**
 * Truncates examples at the end, so they lose their EOS token. An example without a label left is
 * dropped, since a batch of such rows has no loss.
 *
 * @param maxLength maximum tokens of a row (at least 2)
 */
public record RowTruncation(int maxLength, LossOn lossOn) {

  public RowTruncation {
    Require.that(maxLength >= 2, "max-length must be at least 2 tokens, was %d", maxLength);
  }

  /** Truncates one example; empty if no label is left. */
  public Optional<TokenExample> truncate(TokenExample example) {
    TokenExample kept = example.length() <= maxLength ? example : example.head(maxLength);
    return Optional.of(kept).filter(row -> row.countLabels(lossOn) > 0);
  }
}
