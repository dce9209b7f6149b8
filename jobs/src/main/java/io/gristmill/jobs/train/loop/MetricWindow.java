package io.gristmill.jobs.train.loop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sums of metrics over steps since the last log entry.
 *
 * @param steps number of steps
 * @param sums sums by name, in order of first appearance
 */
public record MetricWindow(int steps, Map<String, Double> sums) {

  static final MetricWindow EMPTY = new MetricWindow(0, Map.of());

  public MetricWindow {
    sums = Collections.unmodifiableMap(new LinkedHashMap<>(sums));
  }

  MetricWindow plus(Map<String, Double> metrics) {
    Map<String, Double> more = new LinkedHashMap<>(sums);
    metrics.forEach((name, value) -> more.merge(name, value, Double::sum));
    return new MetricWindow(steps + 1, more);
  }

  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / steps));
    return means;
  }
}
