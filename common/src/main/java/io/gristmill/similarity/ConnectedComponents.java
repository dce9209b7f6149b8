package io.gristmill.similarity;

import java.util.Arrays;

/**
 * Connected components of a stream of similar pairs, by union-find with path halving. The root of a
 * component is its smallest position, whatever the order of the pairs. Memory: about 40 bytes per
 * row that occurs in a pair.
 */
public final class ConnectedComponents {

  private final LongIntMap nodes = new LongIntMap(1 << 9); // by position plus 1
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
    int known = nodes.getOrDefault(position + 1, -1);
    if (known >= 0) {
      return known;
    }
    nodes.put(position + 1, size);
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, 2 * size);
      parents = Arrays.copyOf(parents, 2 * size);
    }
    positions[size] = position;
    parents[size] = size;
    return size++;
  }
}
