package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.Arrays;
import java.util.Optional;

/**
 * The longest row of a pair. Both answers keep the same prompt. A pair that is left without a token
 * of an answer, or whose answers are equal where they end, is none any more.
 *
 * @param maxLength most tokens of a row, at least 2
 */
public record PairTruncation(int maxLength, Mode mode) {

  public PairTruncation {
    Require.that(maxLength >= 2, "the longest row must have 2 tokens at least, was %d", maxLength);
  }

  /** What goes where a row is too long. */
  public enum Mode {
    /**
     * The beginning of the prompt; only answers that leave it no token lose their ends too. Suits
     * conversations, whose last question matters most.
     */
    KEEP_PROMPT_END,
    /** The end of the prompt; else the same. */
    KEEP_PROMPT_START,
    /** The end of the row, as TRL does by {@code keep_start}: answers lose their ends. */
    KEEP_START
  }

  /** The pair within the limit; nothing where there is none left. */
  public Optional<PairTokens> truncate(PairTokens pair) {
    PairTokens cut = pair.longestRow() <= maxLength ? pair : shorten(pair);
    return Optional.of(cut)
        .filter(one -> one.chosen().length > 0 && one.rejected().length > 0)
        .filter(one -> one.prompt().length > 0 && !one.hasEqualAnswers());
  }

  private PairTokens shorten(PairTokens pair) {
    int[] prompt = pair.prompt();
    if (mode != Mode.KEEP_START) {
      int room = Math.max(1, maxLength - pair.longestAnswer());
      prompt = shorter(prompt, room, mode == Mode.KEEP_PROMPT_END);
    }
    int left = Math.max(0, maxLength - prompt.length);
    return PairTokens.of(
        prompt, shorter(pair.chosen(), left, false), shorter(pair.rejected(), left, false));
  }

  private static int[] shorter(int[] row, int most, boolean keepEnd) {
    int from = keepEnd ? Math.max(0, row.length - most) : 0;
    return Arrays.copyOfRange(row, from, Math.min(row.length, from + most));
  }
}
