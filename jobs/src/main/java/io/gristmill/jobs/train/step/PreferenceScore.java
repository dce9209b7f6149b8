package io.gristmill.jobs.train.step;

import io.gristmill.jobs.train.model.LanguageModel.Rows;
import io.gristmill.jobs.train.model.PreferenceLoss;

/** The loss of pairs from their log-probabilities, where no gradient is asked for. */
final class PreferenceScore {

  private final PreferenceLoss loss;
  private double total;
  private double chosen;
  private long pairs;
  private long labels;

  PreferenceScore(PreferenceLoss loss) {
    this.loss = loss;
  }

  void add(Rows rows, double[] reference) {
    int half = reference.length / 2;
    for (int i = 0; i < half; i++) {
      double gap = ratio(rows, reference, i) - ratio(rows, reference, half + i);
      total += value(gap);
      chosen += rows.logProbabilities()[i];
      labels += rows.asked()[i];
      pairs++;
    }
  }

  /** Mean over the pairs, with the likelihood term over all labels of chosen answers. */
  double mean() {
    double likelihood = labels == 0 ? 0 : loss.likelihood() * chosen / labels;
    return total / pairs - likelihood;
  }

  private double ratio(Rows rows, double[] reference, int row) {
    double ratio = rows.logProbabilities()[row] - reference[row];
    return switch (loss.kind()) {
      case SIGMOID, HINGE -> ratio;
      case SIGMOID_MEAN, IPO -> ratio / Math.max(1, rows.asked()[row]);
    };
  }

  private double value(double gap) {
    double z = loss.beta() * gap;
    return switch (loss.kind()) {
      case SIGMOID, SIGMOID_MEAN ->
          softplus(-z) * (1 - loss.smoothing()) + softplus(z) * loss.smoothing();
      case HINGE -> Math.max(0, 1 - z);
      case IPO -> (gap - 0.5 / loss.beta()) * (gap - 0.5 / loss.beta());
    };
  }

  /** log(1 + e^x): -log sigmoid(-x), without overflow. */
  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
