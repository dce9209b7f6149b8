package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.model.LanguageModel.SequenceLogProbs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Means over the pairs of a step, under TRL's names. The reward of an answer is beta times its
 * log-ratio, summed over tokens.
 */
final class PreferenceMetrics {

  private final double beta;
  private final List<double[]> pairs = new ArrayList<>();
  private long chosenLabels;
  private long chosenCorrect;

  PreferenceMetrics(double beta) {
    this.beta = beta;
  }

  void add(SequenceLogProbs sequences, double[] referenceLogProbs) {
    int half = referenceLogProbs.length / 2;
    for (int i = 0; i < half; i++) {
      double chosen = sequences.logProbs()[i];
      double rejected = sequences.logProbs()[half + i];
      pairs.add(
          new double[] {
            chosen, rejected, chosen - referenceLogProbs[i], rejected - referenceLogProbs[half + i]
          });
      chosenLabels += sequences.numLabels()[i];
      chosenCorrect += sequences.correct()[i];
    }
  }

  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    means.put("rewards/chosen", beta * mean(2));
    means.put("rewards/rejected", beta * mean(3));
    means.put(
        "rewards/accuracies",
        pairs.stream().filter(pair -> pair[2] > pair[3]).count() / (double) pairs.size());
    means.put("rewards/margins", beta * (mean(2) - mean(3)));
    means.put("logps/chosen", mean(0));
    means.put("logps/rejected", mean(1));
    means.put("mean_token_accuracy", chosenCorrect / (double) chosenLabels);
    return means;
  }

  private double mean(int column) {
    return pairs.stream().mapToDouble(pair -> pair[column]).average().orElse(Double.NaN);
  }
}
