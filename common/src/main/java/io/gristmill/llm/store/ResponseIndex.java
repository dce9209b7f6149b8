package io.gristmill.llm.store;

import io.gristmill.check.Require;
import io.gristmill.llm.RequestKey;
import java.io.Serializable;
import java.util.OptionalLong;

/**
 * Index from request keys to line positions: an open-addressing hash table with 24 bytes per slot
 * and a load factor of at most 3/4. Of several positions of a key the lowest counts (by segment,
 * then offset), regardless of insertion order. Not thread-safe for writes.
 *
 * <p>A position is a long that combines the segment number (from 0, below {@link #MAX_SEGMENTS})
 * and the offset of the line (below {@link #MAX_SEGMENT_BYTES}).
 */
public final class ResponseIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int OFFSET_BITS = 40;

  /** Maximum number of segments. */
  public static final int MAX_SEGMENTS = 1 << 22;

  /** Maximum length of a segment, in bytes. */
  public static final long MAX_SEGMENT_BYTES = 1L << OFFSET_BITS;

  private static final int INITIAL_CAPACITY = 1 << 6;
  private static final int MAX_CAPACITY = 1 << 29;

  private long[] keys = new long[2 * INITIAL_CAPACITY];
  private long[] places = new long[INITIAL_CAPACITY]; // position + 1; 0 marks a free slot
  private int size;

  /** Number of distinct keys. */
  public int size() {
    return size;
  }

  /**
   * Adds the position of a key.
   *
   * @return whether the key is new
   */
  public boolean put(RequestKey key, int segment, long offset) {
    Require.that(
        0 <= segment && segment < MAX_SEGMENTS && 0 <= offset && offset < MAX_SEGMENT_BYTES,
        "position out of range: segment %d, offset %d",
        segment,
        offset);
    int slot = slot(key);
    long place = (((long) segment) << OFFSET_BITS | offset) + 1;
    if (places[slot] != 0) {
      places[slot] = Math.min(places[slot], place);
      return false;
    }
    fill(slot, key.high(), key.low(), place);
    size++;
    if (size > places.length / 4 * 3) {
      grow();
    }
    return true;
  }

  /** Position of a key; see {@link #segment} and {@link #offset}. */
  public OptionalLong place(RequestKey key) {
    long place = places[slot(key)];
    return place == 0 ? OptionalLong.empty() : OptionalLong.of(place - 1);
  }

  /** Segment number of a position. */
  public static int segment(long place) {
    return (int) (place >>> OFFSET_BITS);
  }

  /** Offset of a position. */
  public static long offset(long place) {
    return place & (MAX_SEGMENT_BYTES - 1);
  }

  /** Slot of the key, or the free slot where it belongs. */
  private int slot(RequestKey key) {
    int mask = places.length - 1;
    int slot = start(key.high(), key.low(), mask);
    while (places[slot] != 0 && !has(slot, key)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean has(int slot, RequestKey key) {
    return keys[2 * slot] == key.high() && keys[2 * slot + 1] == key.low();
  }

  /** Keys are hashes already; the multiplication guards against hand-made files. */
  private static int start(long high, long low, int mask) {
    return (int) (((high ^ low) * 0x9E3779B97F4A7C15L) >>> 32) & mask;
  }

  private void fill(int slot, long high, long low, long place) {
    keys[2 * slot] = high;
    keys[2 * slot + 1] = low;
    places[slot] = place;
  }

  private void grow() {
    Require.that(places.length < MAX_CAPACITY, "an index holds at most %d answers", size);
    long[] oldKeys = keys;
    long[] oldPlaces = places;
    keys = new long[2 * oldKeys.length];
    places = new long[2 * oldPlaces.length];
    int mask = places.length - 1;
    for (int old = 0; old < oldPlaces.length; old++) {
      if (oldPlaces[old] != 0) {
        int slot = start(oldKeys[2 * old], oldKeys[2 * old + 1], mask);
        while (places[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        fill(slot, oldKeys[2 * old], oldKeys[2 * old + 1], oldPlaces[old]);
      }
    }
  }
}
