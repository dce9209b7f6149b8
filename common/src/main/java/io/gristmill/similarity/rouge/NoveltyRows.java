package io.gristmill.similarity.rouge;

import java.util.Arrays;

/**
 * The rows to be judged, each with the position of the row that represents it in the pairs: the
 * first with equal tokens, or itself. Groups may be those of one part of a distributed corpus only,
 * as long as pairs between representatives of equal texts are among the pairs (a join reports
 * them). 16 bytes a row; rows come in any order.
 */
public final class NoveltyRows {

  private long[] positions = new long[16];
  private long[] representatives = new long[16];
  private int size;

  /** The rows of a whole corpus. */
  public static NoveltyRows of(RougeCorpus corpus) {
    NoveltyRows rows = new NoveltyRows();
    for (int row = 0; row < corpus.rows(); row++) {
      rows.add(corpus.position(row), corpus.representative(row));
    }
    return rows;
  }

  /** Adds a row; positions are not negative, and no two rows share one. */
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

  /** Row numbers by ascending position. */
  int[] order() {
    Integer[] rows = new Integer[size];
    Arrays.setAll(rows, i -> i);
    Arrays.sort(rows, (a, b) -> Long.compare(positions[a], positions[b]));
    return Arrays.stream(rows).mapToInt(Integer::intValue).toArray();
  }

  /** The different representatives, ascending. */
  long[] distinctRepresentatives() {
    return Arrays.stream(representatives, 0, size).sorted().distinct().toArray();
  }
}
