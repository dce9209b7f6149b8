package io.gristmill.similarity.rouge;

import java.util.Arrays;

/** A growing array of int. */
final class IntList {

  /** Longest array every virtual machine can make. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private int[] items;
  private int size;

  IntList() {
    this(16);
  }

  IntList(int capacity) {
    items = new int[capacity];
  }

  void add(int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, grown(size));
    }
    items[size++] = item;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return items[index];
  }

  void clear() {
    size = 0;
  }

  int[] toArray() {
    return Arrays.copyOf(items, size);
  }

  /** A capacity half as large again as {@code size}, at least one more. */
  static int grown(int size) {
    if (size >= LONGEST) {
      throw new OutOfMemoryError("more than " + LONGEST + " elements in one array");
    }
    return (int) Math.min(LONGEST, size + (size >> 1) + 8L);
  }
}
