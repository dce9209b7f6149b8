package io.gristmill.tokens;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A question and two answers to it as tokens; immutable. */
public final class PairTokens {

  private final int[] prompt;
  private final int[] chosen;
  private final int[] rejected;

  private PairTokens(int[] prompt, int[] chosen, int[] rejected) {
    this.prompt = prompt;
    this.chosen = chosen;
    this.rejected = rejected;
  }

  /**
   * @param prompt what stands before either answer
   * @param chosen the better answer alone
   * @param rejected the worse one alone
   */
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

  /** Tokens of the longer of the two rows. */
  public int longestRow() {
    return prompt.length + longestAnswer();
  }

  /** Tokens of the longer answer. */
  int longestAnswer() {
    return Math.max(chosen.length, rejected.length);
  }

  /** All tokens, those of the prompt once. */
  public int countTokens() {
    return prompt.length + chosen.length + rejected.length;
  }

  /** Whether both answers are the same. */
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
