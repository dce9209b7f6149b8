package io.gristmill.jobs.train.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Curves that share a pair of axes.
 *
 * @param curves names of curves of a {@link History} by legend label
 */
record Chart(String title, Map<String, String> curves) {

  /** Metrics that are not charted. */
  private static final Set<String> NOT_CHARTED = Set.of("num_tokens", "epoch");

  /** Chart titles in display order, with the metrics of each chart. */
  private static final Map<String, List<String>> TITLES = titles();

  private static Map<String, List<String>> titles() {
    Map<String, List<String>> titles = new LinkedHashMap<>();
    titles.put("Loss", List.of("loss"));
    titles.put("Reward margin", List.of("rewards/margins"));
    titles.put("Rewards", List.of("rewards/chosen", "rewards/rejected"));
    titles.put("Reward accuracy", List.of("rewards/accuracies"));
    titles.put("Log-probabilities (nats)", List.of("logps/chosen", "logps/rejected"));
    titles.put("Perplexity", List.of("perplexity"));
    titles.put("Token accuracy", List.of("mean_token_accuracy"));
    titles.put("Learning rate", List.of("learning_rate"));
    titles.put("Gradient norm", List.of("grad_norm"));
    titles.put("Tokens per second", List.of("tokens_per_second"));
    return titles;
  }

  /** Charts of all curves, the well-known ones first. */
  static List<Chart> of(Set<String> curves) {
    Set<String> rest = new TreeSet<>();
    curves.forEach(curve -> rest.add(metric(curve)));
    rest.removeAll(NOT_CHARTED);
    List<Chart> charts = new ArrayList<>();
    TITLES.forEach(
        (title, metrics) -> {
          add(charts, title, metrics, curves);
          rest.removeAll(metrics);
        });
    rest.forEach(metric -> add(charts, metric, List.of(metric), curves));
    return charts;
  }

  private static void add(
      List<Chart> charts, String title, List<String> metrics, Set<String> curves) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String metric : metrics) {
      for (String split : List.of("train", "eval")) {
        if (curves.contains(split + "/" + metric)) {
          named.put(label(split, metric, metrics.size() > 1), split + "/" + metric);
        }
      }
    }
    if (!named.isEmpty()) {
      charts.add(new Chart(title, named));
    }
  }

  private static String label(String split, String metric, boolean several) {
    String last = metric.substring(metric.lastIndexOf('/') + 1);
    return several ? split + " " + last : split;
  }

  private static String metric(String curve) {
    return curve.substring(curve.indexOf('/') + 1);
  }
}
