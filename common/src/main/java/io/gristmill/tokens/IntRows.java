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

  private static final int PIECE_BITS = 16;
  private static final int PIECE = 1 << PIECE_BITS;

  private final List<int[]> pieces = new ArrayList<>();
  private int[] ends = new int[1024];
  private int size;

  /** Adds a row. */
  public void add(int... row) {
    int from = total();
    Require.that(
        from <= Integer.MAX_VALUE - row.length,
        "a set holds %d tokens at most; take fewer rows",
        Integer.MAX_VALUE);
    while ((long) pieces.size() * PIECE < (long) from + row.length) {
      pieces.add(new int[PIECE]);
    }
    for (int done = 0; done < row.length; ) {
      int at = from + done;
      int part = Math.min(row.length - done, PIECE - (at & (PIECE - 1)));
      System.arraycopy(row, done, pieces.get(at >>> PIECE_BITS), at & (PIECE - 1), part);
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
    return pieces.get(at >>> PIECE_BITS)[at & (PIECE - 1)];
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
