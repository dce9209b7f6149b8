package io.gristmill.jobs.train.step;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.model.Batch;

/**
 * Pairs of answers.
 *
 * @param batch the chosen answers, then the rejected ones in the same order; labels on answers
 *     alone
 * @param referenceLogProbs log-probability of each row under the reference model, in nats
 */
@SuppressWarnings("ArrayRecordComponent")
public record PreferenceBatch(Batch batch, double[] referenceLogProbs) {

  public PreferenceBatch {
    Require.that(
        batch.rows() % 2 == 0 && batch.rows() == referenceLogProbs.length,
        "pairs need an even number of rows, each with its reference; were %d and %d",
        batch.rows(),
        referenceLogProbs.length);
  }

  int numPairs() {
    return batch.rows() / 2;
  }

  /** Labels of the chosen answers. */
  long numChosenLabels() {
    long count = 0;
    for (int i = 0; i < batch.labels().length / 2; i++) {
      count += i % batch.columns() != 0 && batch.labels()[i] >= 0 ? 1 : 0;
    }
    return count;
  }
}
