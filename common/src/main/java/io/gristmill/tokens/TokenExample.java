package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A text as tokens, each of which is an answer's or not; immutable. Usually a prompt and behind it
 * the answer; in a conversation answers stand between prompts.
 */
public final class TokenExample {

  private final int[] ids;
  private final int promptLength;
  private final @Nullable BitSet answers;

  private TokenExample(int[] ids, int promptLength, @Nullable BitSet answers) {
    this.ids = ids;
    this.promptLength = promptLength;
    this.answers = answers;
  }

  /**
   * A prompt and its answer.
   *
   * @param promptLength how many tokens are the prompt's
   * @param ids tokens of both, the prompt's first
   */
  public static TokenExample of(int promptLength, int... ids) {
    Require.that(promptLength >= 0, "a prompt has no fewer tokens than none: %d", promptLength);
    return new TokenExample(ids.clone(), promptLength, null);
  }

  /**
   * Tokens of which any may be an answer's.
   *
   * @param answers places of the tokens of answers
   */
  public static TokenExample of(BitSet answers, int... ids) {
    BitSet within = answers.get(0, ids.length);
    int first = within.isEmpty() ? ids.length : within.nextSetBit(0);
    boolean plain = within.cardinality() == ids.length - first;
    return new TokenExample(ids.clone(), first, plain ? null : within);
  }

  public int length() {
    return ids.length;
  }

  public int id(int place) {
    return ids[place];
  }

  /** Tokens before the first answer; more than all where the example was cut. */
  public int promptLength() {
    return promptLength;
  }

  /** Whether a token is one of an answer. */
  public boolean isAnswer(int place) {
    return answers == null ? place >= promptLength : answers.get(place);
  }

  /** A copy of the tokens. */
  public int[] toArray() {
    return ids.clone();
  }

  /** The first tokens. */
  TokenExample head(int length) {
    return new TokenExample(
        Arrays.copyOf(ids, length), promptLength, answers == null ? null : answers.get(0, length));
  }

  /** Whether a token is learned; the first one never is, having nothing before it. */
  boolean isInLoss(int place, LossOn lossOn) {
    return place > 0 && (lossOn == LossOn.ALL || isAnswer(place));
  }

  /** For each token itself where it is learned, else {@link TokenRows#IGNORE_INDEX}. */
  public int[] labels(LossOn lossOn) {
    int[] labels = toArray();
    for (int place = 0; place < labels.length; place++) {
      labels[place] = isInLoss(place, lossOn) ? labels[place] : TokenRows.IGNORE_INDEX;
    }
    return labels;
  }

  /** How many tokens are learned. */
  public int countLabels(LossOn lossOn) {
    int learned = 0;
    for (int place = 1; place < ids.length; place++) {
      learned += isInLoss(place, lossOn) ? 1 : 0;
    }
    return learned;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TokenExample that
        && promptLength == that.promptLength
        && Arrays.equals(ids, that.ids)
        && (answers == null ? that.answers == null : answers.equals(that.answers));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + promptLength;
  }

  @Override
  public String toString() {
    return (answers == null ? promptLength : answers) + " of " + Arrays.toString(ids);
  }
}
