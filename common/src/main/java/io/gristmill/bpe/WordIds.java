package io.gristmill.bpe;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** A growable list of word ids that skips consecutive duplicates. */
final class WordIds {

  private int[] values = new int[2];
  private int size;

  void addUnlessLast(int value) {
    if (size > 0 && values[size - 1] == value) {
      return;
    }
    values = size == values.length ? Arrays.copyOf(values, 2 * size) : values;
    values[size++] = value;
  }

  void forEach(IntConsumer action) {
    for (int i = 0; i < size; i++) {
      action.accept(values[i]);
    }
  }
}
