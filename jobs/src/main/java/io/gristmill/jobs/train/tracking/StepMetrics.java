package io.gristmill.jobs.train.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Metrics of one step.
 *
 * @param step optimizer steps completed
 * @param split data that the metrics were measured on
 * @param values by name, in display order; names are those of transformers and TRL ({@code loss},
 *     {@code grad_norm}, {@code learning_rate}, {@code rewards/margins})
 */
public record StepMetrics(long step, Split split, Map<String, Double> values) {

  /** Training data or evaluation data. */
  public enum Split {
    TRAIN,
    EVAL
  }

  public StepMetrics {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The values and the throughput by {@code train/NAME} or {@code eval/NAME}. */
  Map<String, Double> tagged(LogTime time) {
    String prefix = split.name().toLowerCase(Locale.ROOT) + "/";
    Map<String, Double> tagged = new LinkedHashMap<>();
    values.forEach((name, value) -> tagged.put(prefix + name, value));
    time.tokensPerSecond().ifPresent(rate -> tagged.put(prefix + "tokens_per_second", rate));
    return tagged;
  }
}
