package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.Packing;
import io.gristmill.tokens.TokenRows;
import io.gristmill.tokens.TokenStore;
import java.util.Arrays;

/**
 * Packs several examples into a row. Positions restart with each example; segment ids limit
 * attention to the same example.
 *
 * @param rows indices of the examples in each row
 */
@SuppressWarnings("ArrayRecordComponent")
record PackedLayout(TokenStore store, int[][] rows, int padToken, int multiple)
    implements BatchLayout {

  static PackedLayout of(TokenStore store, int capacity, int padding, int multiple) {
    int[][] rows =
        new Packing(capacity)
            .assign(store.lengths()).stream()
                .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    return new PackedLayout(store, rows, padding, multiple);
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
    int columns = BatchLayout.roundUp(maxTokens, multiple);
    long[] ids = new long[chosen.length * columns];
    long[] labels = new long[ids.length];
    long[] positions = new long[ids.length];
    long[] segments = new long[ids.length];
    Arrays.fill(ids, padToken);
    Arrays.fill(labels, TokenRows.IGNORE_INDEX);
    for (int row = 0; row < chosen.length; row++) {
      int at = row * columns;
      int segment = 0;
      for (int place : rows[chosen[row]]) {
        store.copy(place, ids, labels, at);
        segment++;
        at = number(positions, segments, at, store.length(place), segment);
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
