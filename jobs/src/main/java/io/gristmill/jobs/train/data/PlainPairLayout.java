package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.IntRows;
import io.gristmill.tokens.TokenRows;
import java.util.Arrays;

/**
 * Pads both rows of all pairs to one width; only answers have labels.
 *
 * @param rows prompt, chosen and rejected answer of each pair in turn
 */
record PlainPairLayout(IntRows rows, int padToken, int multiple) implements PairSet.PairLayout {

  @Override
  public Batch batch(int[] indices) {
    int maxTokens = 0;
    for (int index : indices) {
      int answers = Math.max(rows.length(3 * index + 1), rows.length(3 * index + 2));
      maxTokens = Math.max(maxTokens, rows.length(3 * index) + answers);
    }
    int columns = BatchLayout.roundUp(maxTokens, multiple);
    long[] ids = new long[2 * indices.length * columns];
    long[] labels = new long[ids.length];
    Arrays.fill(ids, padToken);
    Arrays.fill(labels, TokenRows.IGNORE_INDEX);
    for (int i = 0; i < indices.length; i++) {
      for (int answer = 0; answer < 2; answer++) {
        int at = (answer * indices.length + i) * columns;
        int prompt = rows.length(3 * indices[i]);
        rows.copy(3 * indices[i], ids, at);
        rows.copy(3 * indices[i] + 1 + answer, ids, at + prompt);
        rows.copy(3 * indices[i] + 1 + answer, labels, at + prompt);
      }
    }
    return Batch.of(2 * indices.length, columns, ids, labels);
  }
}
