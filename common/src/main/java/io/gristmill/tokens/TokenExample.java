package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token ids of a text, each marked as part of an answer or not; immutable. Usually a prompt is
 * followed by its answer; in a conversation, prompts and answers alternate.
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

  /** An example of a prompt, as long as given, and its answer. */
  public static TokenExample of(int promptLength, int... ids) {
    Require.that(promptLength >= 0, "prompt length must be at least 0, was %d", promptLength);
    return new TokenExample(ids.clone(), promptLength, null);
  }

  /** An example whose answers may be anywhere. */
  public static TokenExample of(BitSet answers, int... ids) {
    BitSet within = answers.get(0, ids.length);
    int first = within.isEmpty() ? ids.length : within.nextSetBit(0);
    boolean contiguous = within.cardinality() == ids.length - first;
    return new TokenExample(ids.clone(), first, contiguous ? null : within);
  }

  public int length() {
    return ids.length;
  }

  public int id(int index) {
    return ids[index];
  }

  /** Tokens before the first answer; more than {@link #length} if the prompt was cut. */
  public int promptLength() {
    return promptLength;
  }

  /** Whether a token belongs to an answer. */
  public boolean isAnswer(int index) {
    return answers == null ? index >= promptLength : answers.get(index);
  }

  /** A copy of the token ids. */
  public int[] toArray() {
    return ids.clone();
  }

  /**
   * Cuts the example after {@code maxLength} tokens, so it loses its EOS token; empty without a
   * label left, since a batch of such rows has no loss.
   */
  public Optional<TokenExample> truncate(int maxLength, LossOn lossOn) {
    TokenExample kept =
        ids.length <= maxLength
            ? this
            : new TokenExample(
                Arrays.copyOf(ids, maxLength),
                promptLength,
                answers == null ? null : answers.get(0, maxLength));
    return Optional.of(kept).filter(row -> row.countLabels(lossOn) > 0);
  }

  /** Whether a token counts in the loss; nothing before the first predicts it, so it never does. */
  private boolean isInLoss(int index, LossOn lossOn) {
    return index > 0 && (lossOn == LossOn.ALL || isAnswer(index));
  }

  /** The labels: the token id if it counts in the loss, else {@link TokenRows#IGNORE_INDEX}. */
  public int[] labels(LossOn lossOn) {
    int[] labels = toArray();
    for (int index = 0; index < labels.length; index++) {
      labels[index] = isInLoss(index, lossOn) ? labels[index] : TokenRows.IGNORE_INDEX;
    }
    return labels;
  }

  /** Number of tokens in the loss. */
  public int countLabels(LossOn lossOn) {
    int count = 0;
    for (int index = 1; index < ids.length; index++) {
      count += isInLoss(index, lossOn) ? 1 : 0;
    }
    return count;
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
