package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.TokenRows;
import io.gristmill.tokens.TokenStore;
import java.util.Arrays;

/** One example a row, as wide as the longest. */
record PlainLayout(TokenStore store, int padding, int multiple) implements BatchLayout {

  @Override
  public int[] lengths() {
    return store.lengths();
  }

  @Override
  public Batch batch(int[] rows) {
    int longest = Arrays.stream(rows).map(store::length).max().orElse(0);
    int columns = BatchLayout.roundUp(longest, multiple);
    long[] ids = new long[rows.length * columns];
    long[] labels = new long[ids.length];
    Arrays.fill(ids, padding);
    Arrays.fill(labels, TokenRows.IGNORE_INDEX);
    for (int row = 0; row < rows.length; row++) {
      store.copy(rows[row], ids, labels, row * columns);
    }
    return Batch.of(rows.length, columns, ids, labels);
  }
}
