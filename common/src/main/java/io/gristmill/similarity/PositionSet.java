package io.gristmill.similarity;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of row positions, as pages of bits: one bit per row if rows are dense. */
final class PositionSet {

  private static final int PAGE_SHIFT = 16;

  private final Map<Long, BitSet> pages = new HashMap<>();

  /** Adds a position; returns false if the set contained it already. */
  public boolean add(long position) {
    BitSet page = pages.computeIfAbsent(position >> PAGE_SHIFT, key -> new BitSet());
    boolean fresh = !page.get(bit(position));
    page.set(bit(position));
    return fresh;
  }

  public boolean contains(long position) {
    BitSet page = pages.get(position >> PAGE_SHIFT);
    return page != null && page.get(bit(position));
  }

  private static int bit(long position) {
    return (int) position & ((1 << PAGE_SHIFT) - 1);
  }
}
