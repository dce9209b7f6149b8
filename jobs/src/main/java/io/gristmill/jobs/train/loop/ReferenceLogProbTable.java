package io.gristmill.jobs.train.loop;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import java.util.Arrays;
import java.util.List;

/**
 * Log-probabilities of all pairs under the reference model, computed once.
 *
 * @param chosen log-probability of the chosen answer (nats), by index of the pair in the data set
 * @param rejected log-probability of the rejected answer (nats), likewise
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReferenceLogProbTable(double[] chosen, double[] rejected) {

  public ReferenceLogProbTable {
    Require.that(
        chosen.length == rejected.length,
        "%d chosen answers and %d rejected ones",
        chosen.length,
        rejected.length);
  }

  /** Computes the table; every epoch of the source must hold every pair. */
  public static ReferenceLogProbTable compute(
      Backend backend, LanguageModel model, PairSource source) {
    double[] chosen = new double[source.pairs()];
    double[] rejected = new double[source.pairs()];
    Arrays.fill(chosen, Double.NaN);
    for (int number = 0; number < source.size(); number++) {
      PairSource.Pairs pairs = source.batch(0, number);
      double[] logProbs = computeBatch(backend, model, pairs);
      for (int i = 0; i < pairs.indices().length; i++) {
        chosen[pairs.indices()[i]] = logProbs[i];
        rejected[pairs.indices()[i]] = logProbs[pairs.indices().length + i];
      }
    }
    Require.that(
        Arrays.stream(chosen).noneMatch(Double::isNaN), "an epoch does not hold every pair");
    return new ReferenceLogProbTable(chosen, rejected);
  }

  private static double[] computeBatch(
      Backend backend, LanguageModel model, PairSource.Pairs pairs) {
    try (Scope scope = backend.open()) {
      return DeviceMemoryErrors.explain(
              backend, List.of(pairs.rows()), () -> model.sequenceLogProbs(scope, pairs.rows()))
          .logProbs();
    }
  }

  /**
   * Log-probabilities of a batch: of the chosen answers of these pairs, then of the rejected ones.
   */
  double[] ofBatch(int[] places) {
    double[] scores = new double[2 * places.length];
    for (int i = 0; i < places.length; i++) {
      scores[i] = chosen[places[i]];
      scores[places.length + i] = rejected[places[i]];
    }
    return scores;
  }
}
