package io.gristmill.jobs.train.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers of one moment of a training.
 *
 * @param step updates of the weights before it
 * @param split what they were measured on
 * @param values by name, in the order in which they are shown; names as transformers and TRL have
 *     them ({@code loss}, {@code grad_norm}, {@code learning_rate}, {@code rewards/margins})
 */
public record StepMetrics(long step, Split split, Map<String, Double> values) {

  /** Data that is learned from, or data that is held out. */
  public enum Split {
    TRAIN,
    EVAL
  }

  public StepMetrics {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
