package io.gristmill.jobs.train.step;

import io.gristmill.jobs.train.model.LanguageModel.SequenceLogProbs;
import io.gristmill.jobs.train.model.PreferenceLoss;

/** The loss of pairs from their log-probabilities, where no gradient is asked for. */
final class MeanPreferenceLoss {

  private final PreferenceLoss loss;
  private double total;
  private double chosen;
  private long pairs;
  private long labels;

  MeanPreferenceLoss(PreferenceLoss loss) {
    this.loss = loss;
  }

  void add(SequenceLogProbs sequences, double[] referenceLogProbs) {
    int half = referenceLogProbs.length / 2;
    for (int i = 0; i < half; i++) {
      double margin =
          logRatio(sequences, referenceLogProbs, i)
              - logRatio(sequences, referenceLogProbs, half + i);
      total += lossOf(margin);
      chosen += sequences.logProbs()[i];
      labels += sequences.numLabels()[i];
      pairs++;
    }
  }

  /** Mean over the pairs, with the likelihood term over all labels of chosen answers. */
  double mean() {
    double likelihood = labels == 0 ? 0 : loss.sftWeight() * chosen / labels;
    return total / pairs - likelihood;
  }

  private double logRatio(SequenceLogProbs sequences, double[] referenceLogProbs, int index) {
    double ratio = sequences.logProbs()[index] - referenceLogProbs[index];
    return switch (loss.lossType()) {
      case SIGMOID, HINGE -> ratio;
      case SIGMOID_NORM, IPO -> ratio / Math.max(1, sequences.numLabels()[index]);
    };
  }

  private double lossOf(double margin) {
    double z = loss.beta() * margin;
    return switch (loss.lossType()) {
      case SIGMOID, SIGMOID_NORM ->
          softplus(-z) * (1 - loss.labelSmoothing()) + softplus(z) * loss.labelSmoothing();
      case HINGE -> Math.max(0, 1 - z);
      case IPO -> (margin - 0.5 / loss.beta()) * (margin - 0.5 / loss.beta());
    };
  }

  /** log(1 + e^x): -log sigmoid(-x), without overflow. */
  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
