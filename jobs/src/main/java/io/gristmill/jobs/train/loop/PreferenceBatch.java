package io.gristmill.jobs.train.loop;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.model.Batch;

/**
 * A batch of pairs of answers.
 *
 * @param batch the chosen answers, then the rejected ones in the same order, with labels on the
 *     answers' tokens only
 * @param referenceLogProbs log-probability of each row under the reference model (nats)
 */
@SuppressWarnings("ArrayRecordComponent")
record PreferenceBatch(Batch batch, double[] referenceLogProbs) {

  public PreferenceBatch {
    Require.that(
        batch.rows() % 2 == 0 && batch.rows() == referenceLogProbs.length,
        "a batch of pairs needs an even number of rows and a reference log-probability for each,"
            + " has %d rows and %d log-probabilities",
        batch.rows(),
        referenceLogProbs.length);
  }

  int numPairs() {
    return batch.rows() / 2;
  }

  long numChosenLabels() {
    long count = 0;
    for (int i = 0; i < batch.labels().length / 2; i++) {
      count += i % batch.columns() != 0 && batch.labels()[i] >= 0 ? 1 : 0;
    }
    return count;
  }
}
