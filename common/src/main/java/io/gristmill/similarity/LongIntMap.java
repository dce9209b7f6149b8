package io.gristmill.similarity;

import java.util.Arrays;

/**
 * A hash map from longs other than 0 to ints: open addressing over primitive arrays. 0 marks a free
 * slot. The iteration order is not exposed; {@link #sortedKeys()} returns the keys in ascending
 * order.
 */
public final class LongIntMap {

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys;
  private int[] values;
  private int[] occupied; // occupied slots in insertion order, so that clearing takes O(size)
  private int shift;
  private int size;

  public LongIntMap(int capacity) {
    int slots = Math.max(16, Integer.highestOneBit(Math.max(1, 2 * capacity - 1)) << 1);
    keys = new long[slots];
    values = new int[slots];
    occupied = new int[slots / 2 + 1];
    shift = shiftOf(slots);
  }

  public int size() {
    return size;
  }

  public int slots() {
    return keys.length;
  }

  /** Adds to the value of a key; a new key starts at 0. */
  public void add(long key, int amount) {
    int slot = slot(key);
    if (keys[slot] == 0) {
      slot = insert(key, slot);
    }
    values[slot] = Math.addExact(values[slot], amount);
  }

  public void put(long key, int value) {
    int slot = slot(key);
    if (keys[slot] == 0) {
      slot = insert(key, slot);
    }
    values[slot] = value;
  }

  public int getOrDefault(long key, int absent) {
    int slot = slot(key);
    return keys[slot] == 0 ? absent : values[slot];
  }

  /** Returns the keys in ascending order, as a new array. */
  public long[] sortedKeys() {
    long[] sorted = new long[size];
    for (int k = 0; k < size; k++) {
      sorted[k] = keys[occupied[k]];
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /** Returns the values of the given keys; 0 for an absent key. */
  public int[] valuesOf(long[] requested) {
    int[] result = new int[requested.length];
    for (int k = 0; k < requested.length; k++) {
      result[k] = getOrDefault(requested[k], 0);
    }
    return result;
  }

  public void addAll(LongIntMap other) {
    for (int k = 0; k < other.size; k++) {
      int slot = other.occupied[k];
      add(other.keys[slot], other.values[slot]);
    }
  }

  public void clear() {
    for (int k = 0; k < size; k++) {
      keys[occupied[k]] = 0;
      values[occupied[k]] = 0;
    }
    size = 0;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * SPREAD) >>> shift);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int insert(long key, int slot) {
    int free = slot;
    if (size + 1 >= occupied.length) {
      grow();
      free = slot(key);
    }
    keys[free] = key;
    occupied[size++] = free;
    return free;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    int[] oldUsed = occupied;
    int slots = Math.multiplyExact(2, keys.length);
    keys = new long[slots];
    values = new int[slots];
    occupied = new int[slots / 2 + 1];
    shift = shiftOf(slots);
    for (int k = 0; k < size; k++) {
      int from = oldUsed[k];
      int to = slot(oldKeys[from]);
      keys[to] = oldKeys[from];
      values[to] = oldValues[from];
      occupied[k] = to;
    }
  }

  private static int shiftOf(int slots) {
    return Long.SIZE - Integer.numberOfTrailingZeros(slots);
  }
}
