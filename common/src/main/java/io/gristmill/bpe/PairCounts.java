package io.gristmill.bpe;

/** Counts of token pairs, in a hash table of primitives with open addressing. */
final class PairCounts {

  private static final long FREE = -1;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys = free(1 << 16);
  private long[] counts = new long[1 << 16];
  private int size;

  private static long[] free(int length) {
    long[] keys = new long[length];
    java.util.Arrays.fill(keys, FREE);
    return keys;
  }

  /** The count of a pair; 0 if it never occurred. */
  long get(long pair) {
    int at = find(pair);
    return keys[at] == FREE ? 0 : counts[at];
  }

  void add(long pair, long count) {
    int at = find(pair);
    if (keys[at] == FREE) {
      keys[at] = pair;
      counts[at] = 0;
      size++;
    }
    counts[at] += count;
    if (2 * size > keys.length) {
      grow();
    }
  }

  private int find(long pair) {
    int at = (int) ((pair * SPREAD) >>> 32) & (keys.length - 1);
    while (keys[at] != FREE && keys[at] != pair) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = free(2 * oldKeys.length);
    counts = new long[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int at = find(oldKeys[i]);
        keys[at] = oldKeys[i];
        counts[at] = oldCounts[i];
      }
    }
  }
}
