package io.gristmill.jobs.train.step;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.model.Batch;

/**
 * Pairs of answers.
 *
 * @param rows the chosen answers, then the rejected ones in the same order; labels on answers alone
 * @param reference log-probability of each row under the reference model, in nats
 */
@SuppressWarnings("ArrayRecordComponent")
public record PairBatch(Batch rows, double[] reference) {

  public PairBatch {
    Require.that(
        rows.rows() % 2 == 0 && rows.rows() == reference.length,
        "pairs need an even number of rows, each with its reference; were %d and %d",
        rows.rows(),
        reference.length);
  }

  int pairs() {
    return rows.rows() / 2;
  }

  /** Labels of the chosen answers. */
  long chosenLabels() {
    long asked = 0;
    for (int i = 0; i < rows.labels().length / 2; i++) {
      asked += i % rows.columns() != 0 && rows.labels()[i] >= 0 ? 1 : 0;
    }
    return asked;
  }
}
