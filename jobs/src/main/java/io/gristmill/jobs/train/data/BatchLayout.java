package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.Collation;
import io.gristmill.tokens.Packing;
import io.gristmill.tokens.TokenRows;
import io.gristmill.tokens.TokenStore;
import java.util.Arrays;

/** Lays out rows of a data set as batches. */
interface BatchLayout {

  /** Tokens of each row. */
  int[] lengths();

  /** The batch of some rows, in this order. */
  Batch batch(int[] rows);

  /** Rounds a number up to a multiple. */
  static int roundUp(int number, int multiple) {
    return Math.multiplyExact((number + multiple - 1) / multiple, multiple);
  }

  /** One example per row, padded to the longest. */
  record Plain(TokenStore store, int padToken, int multiple) implements BatchLayout {

    @Override
    public int[] lengths() {
      return store.lengths();
    }

    @Override
    public Batch batch(int[] rows) {
      int maxTokens = Arrays.stream(rows).map(store::length).max().orElse(0);
      int columns = roundUp(maxTokens, multiple);
      long[] ids = new long[rows.length * columns];
      long[] labels = new long[ids.length];
      Arrays.fill(ids, padToken);
      Arrays.fill(labels, TokenRows.IGNORE_INDEX);
      for (int row = 0; row < rows.length; row++) {
        store.copy(rows[row], ids, labels, row * columns);
      }
      return Batch.of(rows.length, columns, ids, labels);
    }
  }

  /**
   * Several examples in a row. Positions restart with each example; segment ids limit attention to
   * the same example.
   *
   * @param rows indices of the examples in each row
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Packed(TokenStore store, int[][] rows, int padToken, int multiple) implements BatchLayout {

    static Packed of(TokenStore store, int capacity, int padToken, int multiple) {
      int[][] rows =
          new Packing(capacity)
              .assign(store.lengths()).stream()
                  .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
                  .toArray(int[][]::new);
      return new Packed(store, rows, padToken, multiple);
    }

    @Override
    public int[] lengths() {
      return Arrays.stream(rows).mapToInt(this::length).toArray();
    }

    private int length(int[] examples) {
      return Arrays.stream(examples).map(store::length).sum();
    }

    @Override
    public Batch batch(int[] chosen) {
      int maxTokens = Arrays.stream(chosen).map(row -> length(rows[row])).max().orElse(0);
      int columns = roundUp(maxTokens, multiple);
      long[] ids = new long[chosen.length * columns];
      long[] labels = new long[ids.length];
      long[] positions = new long[ids.length];
      long[] segments = new long[ids.length];
      Arrays.fill(ids, padToken);
      Arrays.fill(labels, TokenRows.IGNORE_INDEX);
      for (int row = 0; row < chosen.length; row++) {
        int at = row * columns;
        int segment = 0;
        for (int example : rows[chosen[row]]) {
          store.copy(example, ids, labels, at);
          segment++;
          at = number(positions, segments, at, store.length(example), segment);
        }
        number(positions, segments, at, (row + 1) * columns - at, 0);
      }
      return new Batch(chosen.length, columns, ids, labels, positions, segments);
    }

    private static int number(long[] positions, long[] segments, int at, int length, int segment) {
      for (int i = 0; i < length; i++) {
        positions[at + i] = i;
        segments[at + i] = segment;
      }
      return at + length;
    }
  }

  /**
   * Rows as another trainer's collate function builds them. Its attention mask is not needed: it
   * hides only padding at the end of a row, which causal attention never sees.
   */
  record Collated(TokenStore store, Collation collation) implements BatchLayout {

    @Override
    public int[] lengths() {
      return store.lengths();
    }

    @Override
    public Batch batch(int[] rows) {
      return toBatch(collation.collate(Arrays.stream(rows).mapToObj(store::get).toList()));
    }

    static Batch toBatch(TokenRows rows) {
      return Batch.of(
          rows.ids().length, rows.ids()[0].length, flat(rows.ids()), flat(rows.labels()));
    }

    private static long[] flat(int[][] rows) {
      return Arrays.stream(rows).flatMapToInt(Arrays::stream).asLongStream().toArray();
    }
  }
}
