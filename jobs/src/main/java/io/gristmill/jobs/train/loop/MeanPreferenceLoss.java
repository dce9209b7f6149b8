package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.model.LanguageModel.SequenceLogProbs;
import io.gristmill.jobs.train.model.PreferenceLoss;

/** The mean loss of pairs, computed from their log-probabilities without gradients. */
final class MeanPreferenceLoss {

  private final PreferenceLoss loss;
  private double sum;
  private double chosenLogProbs;
  private long numPairs;
  private long numChosenLabels;

  MeanPreferenceLoss(PreferenceLoss loss) {
    this.loss = loss;
  }

  void add(SequenceLogProbs sequences, double[] referenceLogProbs) {
    int half = referenceLogProbs.length / 2;
    for (int i = 0; i < half; i++) {
      double margin =
          logRatio(sequences, referenceLogProbs, i)
              - logRatio(sequences, referenceLogProbs, half + i);
      sum += lossOf(margin);
      chosenLogProbs += sequences.logProbs()[i];
      numChosenLabels += sequences.numLabels()[i];
      numPairs++;
    }
  }

  /** Mean over the pairs, plus the SFT term over all labels of the chosen answers. */
  double mean() {
    double sftTerm = numChosenLabels == 0 ? 0 : loss.sftWeight() * chosenLogProbs / numChosenLabels;
    return sum / numPairs - sftTerm;
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
