package io.gristmill.jobs.train.tracking;

import io.gristmill.check.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is watched.
 *
 * @param job {@code sft} or {@code dpo}
 * @param name what people call it
 * @param maxSteps updates of the weights that are planned
 * @param settings to show, in this order; no secret among them
 */
public record RunInfo(String job, String name, long maxSteps, Map<String, String> settings) {

  public RunInfo {
    Require.that(maxSteps > 0, "a training needs a step at least, was %d", maxSteps);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
