package io.gristmill.tokens;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The examples of a training, compactly: four bytes and a bit a token (a million examples of a
 * hundred tokens are some 430 MB). Rows are added at the end and never change.
 */
public final class TokenStore {

  private final LossOn lossOn;
  private final IntRows ids = new IntRows();
  private final BitSet inLoss = new BitSet();
  private long labels;

  /**
   * @param lossOn which tokens are learned; examples may be added that say so themselves
   */
  public TokenStore(LossOn lossOn) {
    this.lossOn = lossOn;
  }

  public void add(TokenExample example) {
    add(example, lossOn);
  }

  /** Adds an example whose learned tokens are not those of the set's rule. */
  public void add(TokenExample example, LossOn own) {
    int start = ids.total();
    ids.add(example.toArray());
    for (int place = 1; place < example.length(); place++) {
      if (example.isInLoss(place, own)) {
        inLoss.set(start + place);
        labels++;
      }
    }
  }

  /** Number of examples. */
  public int size() {
    return ids.size();
  }

  /** Tokens of all examples. */
  public int countTokens() {
    return ids.total();
  }

  /** Tokens that are learned. */
  public long countLabels() {
    return labels;
  }

  public int length(int place) {
    return ids.length(place);
  }

  /** Tokens of each example. */
  public int[] lengths() {
    return IntStream.range(0, size()).map(this::length).toArray();
  }

  /** The example with what is learned of it as its answers. */
  public TokenExample get(int place) {
    int start = ids.start(place);
    return TokenExample.of(inLoss.get(start, start + length(place)), ids.toArray(place));
  }

  /**
   * Copies tokens and labels into a batch, {@link TokenRows#IGNORE_INDEX} where nothing is learned.
   */
  public void copy(int place, long[] tokens, long[] labels, int at) {
    int length = length(place);
    ids.copy(place, tokens, at);
    int start = ids.start(place);
    Arrays.fill(labels, at, at + length, TokenRows.IGNORE_INDEX);
    for (int i = inLoss.nextSetBit(start); i >= 0 && i < start + length; ) {
      labels[at + i - start] = tokens[at + i - start];
      i = inLoss.nextSetBit(i + 1);
    }
  }
}
