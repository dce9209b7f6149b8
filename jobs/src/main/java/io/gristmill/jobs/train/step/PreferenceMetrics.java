package io.gristmill.jobs.train.step;

import io.gristmill.jobs.train.model.LanguageModel.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Means over the pairs of a step, under TRL's names. Rewards are beta times sums of log-ratios. */
final class PreferenceMetrics {

  private final double beta;
  private final List<double[]> pairs = new ArrayList<>();
  private long chosenLabels;
  private long chosenRight;

  PreferenceMetrics(double beta) {
    this.beta = beta;
  }

  void add(Rows rows, double[] reference) {
    int half = reference.length / 2;
    for (int i = 0; i < half; i++) {
      double chosen = rows.logProbabilities()[i];
      double rejected = rows.logProbabilities()[half + i];
      pairs.add(
          new double[] {chosen, rejected, chosen - reference[i], rejected - reference[half + i]});
      chosenLabels += rows.asked()[i];
      chosenRight += rows.right()[i];
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
    means.put("mean_token_accuracy", chosenRight / (double) chosenLabels);
    return means;
  }

  private double mean(int column) {
    return pairs.stream().mapToDouble(pair -> pair[column]).average().orElse(Double.NaN);
  }
}
