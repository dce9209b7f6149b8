package io.gristmill.similarity.rouge;

import java.util.Arrays;

/** A growing array of ints. */
final class GrowableInts {

  /** Maximum length of an array that every JVM can allocate. */
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  private int[] items;
  private int size;

  GrowableInts() {
    this(16);
  }

  GrowableInts(int capacity) {
    items = new int[capacity];
  }

  void add(int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, nextCapacity(size));
    }
    items[size++] = item;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return items[index];
  }

  int[] toArray() {
    return Arrays.copyOf(items, size);
  }

  /** Returns a capacity about 1.5 times {@code size}, at least one more. */
  static int nextCapacity(int size) {
    if (size >= MAX_LENGTH) {
      throw new OutOfMemoryError("more than " + MAX_LENGTH + " elements in one array");
    }
    return (int) Math.min(MAX_LENGTH, size + (size >> 1) + 8L);
  }
}
