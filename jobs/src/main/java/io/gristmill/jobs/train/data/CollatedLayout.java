package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.Collation;
import io.gristmill.tokens.TokenRows;
import io.gristmill.tokens.TokenStore;
import java.util.Arrays;
import java.util.List;

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
    TokenRows collated = collation.collate(Arrays.stream(rows).mapToObj(store::get).toList());
    int columns = collated.ids().get(0).size();
    return Batch.of(rows.length, columns, flat(collated.ids()), flat(collated.labels()));
  }

  static long[] flat(List<List<Integer>> rows) {
    return rows.stream().flatMap(List::stream).mapToLong(Integer::longValue).toArray();
  }
}
