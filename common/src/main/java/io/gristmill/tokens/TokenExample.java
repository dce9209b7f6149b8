package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A prompt and its answer as tokens; immutable. */
public final class TokenExample {

  private final int[] ids;
  private final int promptLength;

  private TokenExample(int[] ids, int promptLength) {
    this.ids = ids;
    this.promptLength = promptLength;
  }

  /**
   * @param promptLength how many tokens are the prompt's
   * @param ids tokens of both, the prompt's first
   */
  public static TokenExample of(int promptLength, int... ids) {
    Require.that(promptLength >= 0, "a prompt has no fewer tokens than none: %d", promptLength);
    return new TokenExample(ids.clone(), promptLength);
  }

  public int length() {
    return ids.length;
  }

  public int id(int place) {
    return ids[place];
  }

  /** Tokens of the prompt; more than all where the example was cut. */
  public int promptLength() {
    return promptLength;
  }

  /** A copy of the tokens. */
  public int[] toArray() {
    return ids.clone();
  }

  /** The first tokens. */
  TokenExample head(int length) {
    return new TokenExample(Arrays.copyOf(ids, length), promptLength);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TokenExample that
        && promptLength == that.promptLength
        && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + promptLength;
  }

  @Override
  public String toString() {
    return promptLength + " of " + Arrays.toString(ids);
  }
}
