package io.gristmill.similarity.rouge;

import java.util.Arrays;

/**
 * Turns token sequences into sets with a common order. Each occurrence of a token in a text is a
 * separate element (the first, the second, ...), so the overlap of two sets is that of the
 * multisets, and an LCS is never longer. Elements are ranked by the number of texts that contain
 * them, rarest first, which keeps prefixes selective; any other total order would yield the same
 * pairs.
 */
final class ElementRanks {

  private final int[] offsets;
  private final int[] seen;
  private final int elements;

  private ElementRanks(int[][] sequences, int vocabulary) {
    seen = new int[vocabulary];
    int[] max = maxOccurrences(sequences);
    offsets = new int[vocabulary];
    int next = 0;
    for (int token = 0; token < vocabulary; token++) {
      offsets[token] = next;
      next = Math.addExact(next, max[token]);
    }
    elements = next;
  }

  /** Returns the sets of the sequences, each sorted by rank. */
  static Bags of(int[][] sequences, int vocabulary) {
    ElementRanks ranks = new ElementRanks(sequences, vocabulary);
    int[][] bags = new int[sequences.length][];
    int[] frequencies = new int[ranks.elements];
    for (int i = 0; i < bags.length; i++) {
      bags[i] = ranks.elementsOf(sequences[i]);
      for (int element : bags[i]) {
        frequencies[element]++;
      }
    }
    int[] byElement = ranks(frequencies);
    for (int[] bag : bags) {
      for (int k = 0; k < bag.length; k++) {
        bag[k] = byElement[bag[k]];
      }
      Arrays.sort(bag);
    }
    return new Bags(bags, ranks.elements);
  }

  /** Returns the maximum number of occurrences in one sequence, by token. */
  private int[] maxOccurrences(int[][] sequences) {
    int[] max = new int[seen.length];
    for (int[] sequence : sequences) {
      for (int token : sequence) {
        max[token] = Math.max(max[token], ++seen[token]);
      }
      clearSeen(sequence);
    }
    return max;
  }

  private int[] elementsOf(int[] sequence) {
    int[] bag = new int[sequence.length];
    for (int k = 0; k < bag.length; k++) {
      int token = sequence[k];
      bag[k] = offsets[token] + seen[token]++;
    }
    clearSeen(sequence);
    return bag;
  }

  private void clearSeen(int[] sequence) {
    for (int token : sequence) {
      seen[token] = 0;
    }
  }

  private static int[] ranks(int[] frequencies) {
    long[] order = new long[frequencies.length];
    for (int element = 0; element < order.length; element++) {
      order[element] = ((long) frequencies[element] << 32) | element;
    }
    Arrays.sort(order);
    int[] ranks = new int[order.length];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[(int) order[rank]] = rank;
    }
    return ranks;
  }

  /** Sets of ranks below {@code elements}, in the order of their sequences. */
  @SuppressWarnings("ArrayRecordComponent")
  record Bags(int[][] sets, int elements) {}
}
