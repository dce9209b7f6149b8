package io.gristmill.tokens;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The token ids of a prompt and two answers; immutable. */
public final class PairTokens {

  private final int[] prompt;
  private final int[] chosen;
  private final int[] rejected;

  private PairTokens(int[] prompt, int[] chosen, int[] rejected) {
    this.prompt = prompt;
    this.chosen = chosen;
    this.rejected = rejected;
  }

  /** A pair whose answers do not repeat the prompt. */
  public static PairTokens of(int[] prompt, int[] chosen, int[] rejected) {
    return new PairTokens(prompt.clone(), chosen.clone(), rejected.clone());
  }

  public int[] prompt() {
    return prompt.clone();
  }

  public int[] chosen() {
    return chosen.clone();
  }

  public int[] rejected() {
    return rejected.clone();
  }

  /** Tokens of the longer row, prompt included. */
  public int maxRowLength() {
    return prompt.length + maxAnswerLength();
  }

  /** Tokens of the longer answer. */
  int maxAnswerLength() {
    return Math.max(chosen.length, rejected.length);
  }

  /** Number of tokens, those of the prompt counted once. */
  public int countTokens() {
    return prompt.length + chosen.length + rejected.length;
  }

  /** Whether both answers have the same tokens. */
  public boolean hasEqualAnswers() {
    return Arrays.equals(chosen, rejected);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PairTokens that
        && Arrays.equals(prompt, that.prompt)
        && Arrays.equals(chosen, that.chosen)
        && Arrays.equals(rejected, that.rejected);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(prompt) + Arrays.hashCode(chosen))
        + Arrays.hashCode(rejected);
  }

  @Override
  public String toString() {
    return Arrays.toString(prompt) + Arrays.toString(chosen) + Arrays.toString(rejected);
  }
}
