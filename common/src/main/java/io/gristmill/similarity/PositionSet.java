package io.gristmill.similarity;

import java.util.HashMap;
import java.util.Map;

/**
 * A set of row positions, stored as pages of bits. Takes one bit per row if rows are dense; any
 * long is allowed.
 */
public final class PositionSet {

  private static final int PAGE_SHIFT = 16;
  private static final int PAGE_WORDS = 1 << (PAGE_SHIFT - 6);

  private final Map<Long, long[]> pages = new HashMap<>();

  /** Adds a position; returns false if the set contained it already. */
  public boolean add(long position) {
    long[] page = pages.computeIfAbsent(position >> PAGE_SHIFT, key -> new long[PAGE_WORDS]);
    int word = word(position);
    long bit = 1L << position;
    boolean fresh = (page[word] & bit) == 0;
    page[word] |= bit;
    return fresh;
  }

  public boolean contains(long position) {
    long[] page = pages.get(position >> PAGE_SHIFT);
    return page != null && (page[word(position)] & (1L << position)) != 0;
  }

  private static int word(long position) {
    return (int) (position >>> 6) & (PAGE_WORDS - 1);
  }
}
