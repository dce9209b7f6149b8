package io.gristmill.tokens;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Holds the examples of a training run compactly: four bytes and one bit per token (a million
 * examples of a hundred tokens take about 430 MB). Examples are appended and never change.
 */
public final class TokenStore {

  private final IntRows ids = new IntRows();
  private final BitSet inLoss = new BitSet();

  /** Adds an example whose answers count in the loss. */
  public void add(TokenExample example) {
    int start = ids.total();
    ids.add(example.toArray());
    for (int index = 1; index < example.length(); index++) {
      if (example.isAnswer(index)) {
        inLoss.set(start + index);
      }
    }
  }

  /** Number of examples. */
  public int size() {
    return ids.size();
  }

  public int length(int index) {
    return ids.length(index);
  }

  /** Tokens of each example. */
  public int[] lengths() {
    return IntStream.range(0, size()).map(this::length).toArray();
  }

  /** The example, with the tokens in the loss as its answers. */
  public TokenExample get(int index) {
    int start = ids.start(index);
    return TokenExample.of(inLoss.get(start, start + length(index)), ids.toArray(index));
  }

  /** Copies tokens and labels into a batch, {@link TokenRows#IGNORE_INDEX} if not in the loss. */
  public void copy(int index, long[] tokens, long[] labels, int at) {
    int length = length(index);
    ids.copy(index, tokens, at);
    int start = ids.start(index);
    Arrays.fill(labels, at, at + length, TokenRows.IGNORE_INDEX);
    for (int i = inLoss.nextSetBit(start); i >= 0 && i < start + length; ) {
      labels[at + i - start] = tokens[at + i - start];
      i = inLoss.nextSetBit(i + 1);
    }
  }
}
