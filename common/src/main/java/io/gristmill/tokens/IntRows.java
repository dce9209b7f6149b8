package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Very many short rows of numbers, held at four bytes a number and four a row. Rows are added at
 * the end and never change; no copy of everything is made while it grows. Not safe for use by
 * several threads while rows are added.
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
        "a set holds %d tokens at most; take fewer rows",
        Integer.MAX_VALUE);
    while ((long) chunks.size() * CHUNK < (long) from + row.length) {
      chunks.add(new int[CHUNK]);
    }
    for (int done = 0; done < row.length; ) {
      int at = from + done;
      int part = Math.min(row.length - done, CHUNK - (at & (CHUNK - 1)));
      System.arraycopy(row, done, chunks.get(at >>> CHUNK_BITS), at & (CHUNK - 1), part);
      done += part;
    }
    ends = size == ends.length ? Arrays.copyOf(ends, 2 * size) : ends;
    ends[size++] = from + row.length;
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** Numbers of all rows together. */
  public int total() {
    return size == 0 ? 0 : ends[size - 1];
  }

  public int length(int row) {
    return ends[row] - start(row);
  }

  public int get(int row, int place) {
    int at = start(row) + place;
    return chunks.get(at >>> CHUNK_BITS)[at & (CHUNK - 1)];
  }

  /** Where a row begins, were all rows one. */
  int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** A copy of a row. */
  public int[] toArray(int row) {
    int[] copy = new int[length(row)];
    Arrays.setAll(copy, place -> get(row, place));
    return copy;
  }

  /** Copies a row into a batch. */
  public void copy(int row, long[] into, int at) {
    for (int place = 0; place < length(row); place++) {
      into[at + place] = get(row, place);
    }
  }
}
