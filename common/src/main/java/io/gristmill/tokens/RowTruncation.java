package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The longest row. A longer example is cut at its end, so it loses its end token; one that has no
 * label left is dropped, since a batch of such rows has no loss.
 *
 * @param maxLength most tokens of a row, at least 2
 */
public record RowTruncation(int maxLength, LossOn lossOn) {

  public RowTruncation {
    Require.that(maxLength >= 2, "the longest row must have 2 tokens at least, was %d", maxLength);
  }

  /**
   * What the limit did; kept + dropped is the number of examples.
   *
   * @param kept examples within the limit, in order
   * @param truncated how many of them were cut
   * @param dropped examples without a label: cut to their prompt, or empty from the start
   * @param lostTokens tokens that were cut off or dropped
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

  /** The example, cut where it is too long; nothing where no label is left. */
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
