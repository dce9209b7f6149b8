package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.Arrays;
import java.util.Optional;

/**
 * Truncates preference pairs. Both rows keep the same prompt. A pair is dropped if an answer or the
 * prompt has no token left, or if the truncated answers are equal.
 */
public record PairTruncation(int maxLength, Mode mode) {

  public PairTruncation {
    Require.that(maxLength >= 2, "max-length must be at least 2 tokens, was %d", maxLength);
  }

  /** The part of a pair that is kept when a row is too long. */
  public enum Mode {
    /**
     * The end of the prompt; answers are cut only if they leave no room for the prompt. Suits
     * conversations, whose last question matters most.
     */
    KEEP_PROMPT_END,
    /** The start of the prompt; otherwise the same. */
    KEEP_PROMPT_START,
    /** The start of each row, as TRL's {@code keep_start}: answers lose their ends. */
    KEEP_START
  }

  /** Truncates a pair; empty if it is dropped. */
  public Optional<PairTokens> truncate(PairTokens pair) {
    PairTokens truncated = pair.maxRowLength() <= maxLength ? pair : shorten(pair);
    return Optional.of(truncated)
        .filter(kept -> kept.chosen().length > 0 && kept.rejected().length > 0)
        .filter(kept -> kept.prompt().length > 0 && !kept.hasEqualAnswers());
  }

  private PairTokens shorten(PairTokens pair) {
    int[] prompt = pair.prompt();
    if (mode != Mode.KEEP_START) {
      int room = Math.max(1, maxLength - pair.maxAnswerLength());
      prompt = truncateRow(prompt, room, mode == Mode.KEEP_PROMPT_END);
    }
    int left = Math.max(0, maxLength - prompt.length);
    return PairTokens.of(
        prompt, truncateRow(pair.chosen(), left, false), truncateRow(pair.rejected(), left, false));
  }

  private static int[] truncateRow(int[] row, int max, boolean keepEnd) {
    int from = keepEnd ? Math.max(0, row.length - max) : 0;
    return Arrays.copyOfRange(row, from, Math.min(row.length, from + max));
  }
}
