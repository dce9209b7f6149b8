package io.gristmill.similarity.cosine;

import java.util.Arrays;

/** A reusable buffer of pairs. */
public final class PairBuffer implements PairSink {

  private int[] left = new int[64];
  private int[] right = new int[64];
  private double[] cosine = new double[64];
  private int size;

  @Override
  public void pair(int leftRow, int rightRow, double value) {
    if (size == left.length) {
      int room = Math.multiplyExact(2, size);
      left = Arrays.copyOf(left, room);
      right = Arrays.copyOf(right, room);
      cosine = Arrays.copyOf(cosine, room);
    }
    left[size] = leftRow;
    right[size] = rightRow;
    cosine[size++] = value;
  }

  public int size() {
    return size;
  }

  public int left(int k) {
    return left[k];
  }

  public int right(int k) {
    return right[k];
  }

  public double cosine(int k) {
    return cosine[k];
  }

  public void clear() {
    size = 0;
  }

  void forEach(PairSink sink) {
    for (int k = 0; k < size; k++) {
      sink.pair(left[k], right[k], cosine[k]);
    }
  }
}
