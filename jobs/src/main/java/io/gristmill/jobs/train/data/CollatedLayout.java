package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.Collation;
import io.gristmill.tokens.TokenRows;
import io.gristmill.tokens.TokenStore;
import java.util.Arrays;

/**
 * Rows as another trainer's collate function builds them. Its attention mask is not needed: it
 * hides only padding at the end of a row, which causal attention never sees.
 */
record CollatedLayout(TokenStore store, Collation collation) implements BatchLayout {

  @Override
  public int[] lengths() {
    return store.lengths();
  }

  @Override
  public Batch batch(int[] rows) {
    return toBatch(collation.collate(Arrays.stream(rows).mapToObj(store::get).toList()));
  }

  static Batch toBatch(TokenRows rows) {
    return Batch.of(rows.ids().length, rows.ids()[0].length, flat(rows.ids()), flat(rows.labels()));
  }

  private static long[] flat(int[][] rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).asLongStream().toArray();
  }
}
