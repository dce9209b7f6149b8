package io.gristmill.jobs.train.run;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.loop.LoopConfig.Metric;
import java.util.List;
import java.util.Set;

/**
 * Evaluation settings of a training block in reference.conf.
 *
 * @param dataset evaluation data: files, directories and globs
 * @param evalSteps optimizer steps between evaluations; 0: only at the end
 * @param evalOnStart whether to evaluate before the first step too
 * @param metric metric that determines the best evaluation
 * @param patience evaluations in a row without a new best that stop the training; 0: never
 * @param loadBest whether the published model has the weights of the best evaluation; else those of
 *     the last step
 * @param samplePrompts prompts to answer after each evaluation
 * @param maxNewTokens maximum length of such an answer (tokens)
 */
public record EvaluationSettings(
    List<String> dataset,
    long evalSteps,
    boolean evalOnStart,
    Metric metric,
    int patience,
    boolean loadBest,
    List<String> samplePrompts,
    int maxNewTokens) {

  /** Metrics for which lower is better. */
  private static final Set<String> LOWER_IS_BETTER = Set.of("loss", "perplexity");

  /**
   * @param metrics names that {@code metric-for-best-model} may have
   */
  public static EvaluationSettings read(SettingsReader reader, List<String> metrics) {
    String metric = reader.text("metric-for-best-model");
    if (!metrics.contains(metric)) {
      reader.unknown("metric-for-best-model", metric, "one of", metrics);
    }
    return new EvaluationSettings(
        reader.texts("eval-dataset"),
        reader.whole("eval-steps", 0, Long.MAX_VALUE),
        reader.flag("eval-on-start"),
        new Metric(metric, !LOWER_IS_BETTER.contains(metric)),
        reader.integer("early-stopping-patience", 0, Integer.MAX_VALUE),
        reader.flag("load-best-model-at-end"),
        reader.texts("sample-prompts"),
        reader.integer("max-new-tokens", 1, 1 << 20));
  }
}
