package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.TokenRows;
import io.gristmill.tokens.TokenStore;
import java.util.Arrays;

/** One example per row, padded to the longest. */
record PlainLayout(TokenStore store, int padToken, int multiple) implements BatchLayout {

  @Override
  public int[] lengths() {
    return store.lengths();
  }

  @Override
  public Batch batch(int[] rows) {
    int maxTokens = Arrays.stream(rows).map(store::length).max().orElse(0);
    int columns = BatchLayout.roundUp(maxTokens, multiple);
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
