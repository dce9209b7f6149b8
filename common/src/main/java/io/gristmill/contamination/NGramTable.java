package io.gristmill.contamination;

import java.io.Serializable;

/** Hash table from n-grams to their offsets, with open addressing and linear probing. */
final class NGramTable implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Returned if an n-gram is absent. */
  static final int NONE = -1;

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private long[] hashes = new long[1024];
  private int[] places = new int[1024];

  /** Length of the n-gram in each slot; 0 for a free slot. */
  private int[] lengths = new int[1024];

  private int size;

  /** Tests whether a stored n-gram equals the one searched for. */
  @FunctionalInterface
  interface Matcher {
    boolean matches(int place, int length);
  }

  static long hash(int[] units, int start, int end) {
    long hash = (long) end - start;
    for (int i = start; i < end; i++) {
      hash = (hash ^ units[i]) * FACTOR;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  int size() {
    return size;
  }

  /** The offset of an n-gram, or {@link #NONE}. */
  int find(long hash, Matcher matcher) {
    for (int slot = slot(hash); lengths[slot] > 0; slot = next(slot)) {
      if (hashes[slot] == hash && matcher.matches(places[slot], lengths[slot])) {
        return places[slot];
      }
    }
    return NONE;
  }

  /** Adds an n-gram that is not in the table. */
  void put(long hash, int place, int length) {
    if (3 * (size + 1) > 2 * lengths.length) {
      grow();
    }
    int slot = slot(hash);
    while (lengths[slot] > 0) {
      slot = next(slot);
    }
    hashes[slot] = hash;
    places[slot] = place;
    lengths[slot] = length;
    size++;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldPlaces = places;
    int[] oldLengths = lengths;
    hashes = new long[2 * oldHashes.length];
    places = new int[hashes.length];
    lengths = new int[hashes.length];
    size = 0;
    for (int i = 0; i < oldLengths.length; i++) {
      if (oldLengths[i] > 0) {
        put(oldHashes[i], oldPlaces[i], oldLengths[i]);
      }
    }
  }

  private int slot(long hash) {
    return (int) ((hash * FACTOR) >>> 32) & (lengths.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (lengths.length - 1);
  }
}
