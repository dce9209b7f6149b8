package io.gristmill.similarity;

import java.util.Arrays;

/**
 * Connected components of a stream of similar pairs, by union-find with path halving. The root of a
 * component is its smallest position, whatever the order of the pairs. Memory: about 32 bytes per
 * row that occurs in a pair.
 */
public final class ConnectedComponents {

  private static final long EMPTY = Long.MIN_VALUE;

  private long[] keys = filled(1 << 10);
  private int[] slots = new int[1 << 10];
  private long[] positions = new long[1 << 9];
  private int[] parents = new int[1 << 9];
  private int size;

  /** Joins the components of two rows; returns false if they were one already. */
  public boolean join(long left, long right) {
    int a = find(node(left));
    int b = find(node(right));
    if (a == b) {
      return false;
    }
    if (positions[a] < positions[b]) {
      parents[b] = a;
    } else {
      parents[a] = b;
    }
    return true;
  }

  /** Returns the number of rows that occurred in pairs. */
  public int size() {
    return size;
  }

  /** Returns the position of the row with index {@code node}. */
  public long position(int node) {
    return positions[node];
  }

  /** Returns the smallest position in the component of the row with index {@code node}. */
  public long root(int node) {
    return positions[find(node)];
  }

  private int find(int node) {
    while (parents[node] != node) {
      parents[node] = parents[parents[node]];
      node = parents[node];
    }
    return node;
  }

  private int node(long position) {
    int mask = keys.length - 1;
    int slot = hash(position) & mask;
    while (keys[slot] != EMPTY) {
      if (keys[slot] == position) {
        return slots[slot];
      }
      slot = (slot + 1) & mask;
    }
    keys[slot] = position;
    slots[slot] = size;
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, 2 * size);
      parents = Arrays.copyOf(parents, 2 * size);
    }
    positions[size] = position;
    parents[size] = size;
    size++;
    if (2 * size > keys.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    keys = filled(2 * keys.length);
    slots = new int[keys.length];
    int mask = keys.length - 1;
    for (int node = 0; node < size; node++) {
      int slot = hash(positions[node]) & mask;
      while (keys[slot] != EMPTY) {
        slot = (slot + 1) & mask;
      }
      keys[slot] = positions[node];
      slots[slot] = node;
    }
  }

  private static int hash(long position) {
    return (int) ((position * 0x9E3779B97F4A7C15L) >>> 32);
  }

  private static long[] filled(int length) {
    long[] keys = new long[length];
    Arrays.fill(keys, EMPTY);
    return keys;
  }
}
