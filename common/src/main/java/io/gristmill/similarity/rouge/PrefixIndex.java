package io.gristmill.similarity.rouge;

import java.util.Arrays;

/**
 * Which texts of a tile have an element among their rarest: one list for each side and element, of
 * (place in the tile, place in the text's set) in order of the texts' length. The room of every
 * list is set aside first, then texts are added one by one.
 */
final class PrefixIndex {

  /** Bounds of what each list holds. Readers move the starts over texts that are too short. */
  final int[] starts;

  final int[] ends;

  /** Place in the tile in the upper, place in the set in the lower 32 bits. */
  long[] postings = new long[0];

  private final JoinTexts texts;
  private int tile;

  PrefixIndex(JoinTexts texts) {
    this.texts = texts;
    int lists = Math.multiplyExact(texts.elements, texts.sides);
    starts = new int[lists];
    ends = new int[lists];
  }

  /** Empties the index and sets room aside for the texts at places from {@code tile} on. */
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

  /** Adds the text at {@code place}; partners still to come are at least as long. */
  void add(int place) {
    int[] bag = texts.bags[place];
    int offset = firstList(texts.sideOf[place]);
    int prefix = prefix(place);
    for (int k = 0; k < prefix; k++) {
      postings[ends[offset + bag[k]]++] = ((long) (place - tile) << 32) | k;
    }
  }

  /** The list of element 0 of a side. */
  int firstList(int side) {
    return side * texts.elements;
  }

  private int prefix(int place) {
    int length = texts.length(place);
    return texts.bounds.prefixLength(length, length);
  }
}
