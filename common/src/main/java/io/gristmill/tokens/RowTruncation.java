package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * The result of truncation; kept + dropped is the number of examples.
   *
   * @param kept examples within the maximum, in order
   * @param truncated number of kept examples that were cut
   * @param dropped number of examples without a label: cut to their prompt, or without an answer
   * @param lostTokens tokens of cut ends and of dropped examples
   */
  public record TruncationResult(
      List<TokenExample> kept, int truncated, int dropped, long lostTokens) {
    public TruncationResult {
      kept = List.copyOf(kept);
    }
  }

  public TruncationResult apply(List<TokenExample> examples) {
    List<TokenExample> kept = new ArrayList<>();
    int truncated = 0;
    long lost = 0;
    for (TokenExample example : examples) {
      TokenExample within = shorten(example);
      if (hasLabel(within)) {
        kept.add(within);
        truncated += within.length() < example.length() ? 1 : 0;
        lost += example.length() - within.length();
      } else {
        lost += example.length();
      }
    }
    return new TruncationResult(kept, truncated, examples.size() - kept.size(), lost);
  }

  /** Truncates one example; empty if no label is left. */
  public Optional<TokenExample> truncate(TokenExample example) {
    return Optional.of(shorten(example)).filter(this::hasLabel);
  }

  private TokenExample shorten(TokenExample example) {
    return example.length() <= maxLength ? example : example.head(maxLength);
  }

  private boolean hasLabel(TokenExample example) {
    return example.countLabels(lossOn) > 0;
  }
}
