package io.gristmill.jobs.train.watch;

import io.gristmill.check.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is watched.
 *
 * @param job {@code sft} or {@code dpo}
 * @param name what people call it
 * @param steps updates of the weights that are planned
 * @param settings to show, in this order; no secret among them
 */
public record Training(String job, String name, long steps, Map<String, String> settings) {

  public Training {
    Require.that(steps > 0, "a training needs a step at least, was %d", steps);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
