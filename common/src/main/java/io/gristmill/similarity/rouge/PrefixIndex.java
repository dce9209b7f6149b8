package io.gristmill.similarity.rouge;

import java.util.Arrays;

/**
 * The index of a tile: for each side and element, the texts that have the element in their prefix,
 * as (place in the tile, place in the set), by increasing length of the text. The space of every
 * list is allocated first; then texts are added one by one.
 */
final class PrefixIndex {

  /** Start and end of each list. Readers advance the starts past texts that are too short. */
  final int[] starts;

  final int[] ends;

  /** Upper 32 bits: place in the tile; lower 32 bits: place in the set. */
  long[] postings = new long[0];

  private final JoinTexts texts;
  private int tile;

  PrefixIndex(JoinTexts texts) {
    this.texts = texts;
    int lists = Math.multiplyExact(texts.elements, texts.sides);
    starts = new int[lists];
    ends = new int[lists];
  }

  /** Clears the index and allocates space for the texts from place {@code tile} on. */
  void prepare(int tile, int tileEnd) {
    this.tile = tile;
    Arrays.fill(ends, 0);
    for (int place = tile; place < tileEnd; place++) {
      int[] bag = texts.bags[place];
      int offset = firstList(texts.sideOf[place]);
      for (int k = prefix(place) - 1; k >= 0; k--) {
        ends[offset + bag[k]]++;
      }
    }
    int next = 0;
    for (int list = 0; list < ends.length; list++) {
      starts[list] = next;
      next = Math.addExact(next, ends[list]);
      ends[list] = starts[list];
    }
    if (postings.length < next) {
      postings = new long[next];
    }
  }

  /** Adds the text at {@code place}; later partners are at least as long. */
  void add(int place) {
    int[] bag = texts.bags[place];
    int offset = firstList(texts.sideOf[place]);
    int prefix = prefix(place);
    for (int k = 0; k < prefix; k++) {
      postings[ends[offset + bag[k]]++] = ((long) (place - tile) << 32) | k;
    }
  }

  /** Returns the list of element 0 of a side. */
  int firstList(int side) {
    return side * texts.elements;
  }

  private int prefix(int place) {
    int length = texts.length(place);
    return texts.bounds.prefixLength(length, length);
  }
}
