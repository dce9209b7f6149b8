package io.gristmill.jobs.train.tracking;

import io.gristmill.check.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Facts about a run that loggers display.
 *
 * @param job {@code sft} or {@code dpo}
 * @param name display name
 * @param maxSteps planned optimizer steps
 * @param settings settings to show, in this order; without secrets
 */
public record RunInfo(String job, String name, long maxSteps, Map<String, String> settings) {

  public RunInfo {
    Require.that(maxSteps > 0, "max-steps must be at least 1, was %d", maxSteps);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
