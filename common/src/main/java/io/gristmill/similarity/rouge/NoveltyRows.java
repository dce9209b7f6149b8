package io.gristmill.similarity.rouge;

import java.util.Arrays;

/**
 * The rows to decide, each with the position of the row that represents it in the pairs: the first
 * row with equal tokens, or itself. Rows may be grouped within one part of a distributed corpus
 * only, as long as the pairs include those between representatives of equal texts (a join reports
 * them). Rows may come in any order. Memory: 16 bytes per row.
 */
public final class NoveltyRows {

  private long[] positions = new long[16];
  private long[] representatives = new long[16];
  private int size;

  /** Returns the rows of a whole corpus. */
  public static NoveltyRows of(RougeCorpus corpus) {
    NoveltyRows rows = new NoveltyRows();
    for (int row = 0; row < corpus.rows(); row++) {
      rows.add(corpus.position(row), corpus.representative(row));
    }
    return rows;
  }

  /** Adds a row; positions are distinct and not negative. */
  public NoveltyRows add(long position, long representative) {
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, GrowableInts.nextCapacity(size));
      representatives = Arrays.copyOf(representatives, GrowableInts.nextCapacity(size));
    }
    positions[size] = position;
    representatives[size++] = representative;
    return this;
  }

  int size() {
    return size;
  }

  long position(int row) {
    return positions[row];
  }

  long representative(int row) {
    return representatives[row];
  }

  /** Returns row indexes by ascending position. */
  int[] order() {
    Integer[] rows = new Integer[size];
    Arrays.setAll(rows, i -> i);
    Arrays.sort(rows, (a, b) -> Long.compare(positions[a], positions[b]));
    return Arrays.stream(rows).mapToInt(Integer::intValue).toArray();
  }

  /** Returns the distinct representatives in ascending order. */
  long[] distinctRepresentatives() {
    return Arrays.stream(representatives, 0, size).sorted().distinct().toArray();
  }
}
