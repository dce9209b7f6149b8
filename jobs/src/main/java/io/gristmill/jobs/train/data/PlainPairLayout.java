package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.IntRows;
import io.gristmill.tokens.TokenRows;
import java.util.Arrays;

/**
 * Both answers of all pairs in one width, labels on answers alone.
 *
 * @param rows prompt, chosen and rejected answer of each pair in turn
 */
record PlainPairLayout(IntRows rows, int padding, int multiple) implements PairSet.PairLayout {

  @Override
  public Batch batch(int[] places) {
    int longest = 0;
    for (int place : places) {
      int answers = Math.max(rows.length(3 * place + 1), rows.length(3 * place + 2));
      longest = Math.max(longest, rows.length(3 * place) + answers);
    }
    int columns = BatchLayout.roundUp(longest, multiple);
    long[] ids = new long[2 * places.length * columns];
    long[] labels = new long[ids.length];
    Arrays.fill(ids, padding);
    Arrays.fill(labels, TokenRows.IGNORE_INDEX);
    for (int i = 0; i < places.length; i++) {
      for (int answer = 0; answer < 2; answer++) {
        int at = (answer * places.length + i) * columns;
        int prompt = rows.length(3 * places[i]);
        rows.copy(3 * places[i], ids, at);
        rows.copy(3 * places[i] + 1 + answer, ids, at + prompt);
        rows.copy(3 * places[i] + 1 + answer, labels, at + prompt);
      }
    }
    return Batch.of(2 * places.length, columns, ids, labels);
  }
}
