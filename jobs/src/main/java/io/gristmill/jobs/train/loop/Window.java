package io.gristmill.jobs.train.loop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sums over updates, for means.
 *
 * @param updates how many
 * @param sums of their measures by name, in the order in which they came
 */
public record Window(int updates, Map<String, Double> sums) {

  static final Window EMPTY = new Window(0, Map.of());

  public Window {
    sums = Collections.unmodifiableMap(new LinkedHashMap<>(sums));
  }

  Window plus(Map<String, Double> measures) {
    Map<String, Double> more = new LinkedHashMap<>(sums);
    measures.forEach((name, value) -> more.merge(name, value, Double::sum));
    return new Window(updates + 1, more);
  }

  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / updates));
    return means;
  }
}
