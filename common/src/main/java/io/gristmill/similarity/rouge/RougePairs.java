package io.gristmill.similarity.rouge;

import java.util.Arrays;

/** Collects pairs in memory, 28 bytes each. Not thread-safe. */
public final class RougePairs implements RougePairSink {

  private long[] lefts = new long[16];
  private long[] rights = new long[16];
  private int[] lengths = new int[16];
  private double[] scores = new double[16];
  private int size;

  @Override
  public void pair(long left, long right, int lcs, double fmeasure) {
    if (size == lefts.length) {
      int capacity = GrowableInts.nextCapacity(size);
      lefts = Arrays.copyOf(lefts, capacity);
      rights = Arrays.copyOf(rights, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
      scores = Arrays.copyOf(scores, capacity);
    }
    lefts[size] = left;
    rights[size] = right;
    lengths[size] = lcs;
    scores[size++] = fmeasure;
  }

  public int size() {
    return size;
  }

  public long left(int index) {
    return lefts[index];
  }

  public long right(int index) {
    return rights[index];
  }

  /** Returns the length of the longest common subsequence in tokens. */
  public int lcs(int index) {
    return lengths[index];
  }

  public double fmeasure(int index) {
    return scores[index];
  }

  /** Passes every pair to the sink, in the order of insertion. */
  public void forEach(RougePairSink sink) {
    for (int i = 0; i < size; i++) {
      sink.pair(lefts[i], rights[i], lengths[i], scores[i]);
    }
  }

  void clear() {
    size = 0;
  }
}
