package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A compact list of rows of ints: four bytes per number and four per row. Rows are appended and
 * never change; growing copies no row. Not thread-safe while rows are added.
 */
public final class IntRows {

  private static final int CHUNK_BITS = 16;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private final List<int[]> chunks = new ArrayList<>();
  private int[] ends = new int[1024];
  private int size;

  /** Adds a row. */
  public void add(int... row) {
    int from = total();
    Require.that(
        from <= Integer.MAX_VALUE - row.length,
        "a data set holds at most %d tokens; use fewer rows",
        Integer.MAX_VALUE);
    while ((long) chunks.size() * CHUNK < (long) from + row.length) {
      chunks.add(new int[CHUNK]);
    }
    for (int copied = 0; copied < row.length; ) {
      int at = from + copied;
      int part = Math.min(row.length - copied, CHUNK - (at & (CHUNK - 1)));
      System.arraycopy(row, copied, chunks.get(at >>> CHUNK_BITS), at & (CHUNK - 1), part);
      copied += part;
    }
    ends = size == ends.length ? Arrays.copyOf(ends, 2 * size) : ends;
    ends[size++] = from + row.length;
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** Number of ints in all rows. */
  public int total() {
    return size == 0 ? 0 : ends[size - 1];
  }

  public int length(int row) {
    return ends[row] - start(row);
  }

  public int get(int row, int index) {
    int at = start(row) + index;
    return chunks.get(at >>> CHUNK_BITS)[at & (CHUNK - 1)];
  }

  /** Offset of a row in the concatenation of all rows. */
  int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** A copy of a row. */
  public int[] toArray(int row) {
    int[] copy = new int[length(row)];
    Arrays.setAll(copy, index -> get(row, index));
    return copy;
  }

  /** Copies a row into an array, from an offset on. */
  public void copy(int row, long[] into, int at) {
    for (int index = 0; index < length(row); index++) {
      into[at + index] = get(row, index);
    }
  }
}
