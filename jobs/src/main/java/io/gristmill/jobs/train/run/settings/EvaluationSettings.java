package io.gristmill.jobs.train.run.settings;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.loop.LoopConfig.Metric;
import java.util.List;
import java.util.Set;

/**
 * How a training is looked at on the way; {@code evaluation} in reference.conf.
 *
 * @param dataset what is held out: files, folders and patterns
 * @param evalSteps updates between two evaluations; 0 is at the end alone
 * @param evalOnStart whether to evaluate before the first update too
 * @param metric which measure tells the best
 * @param patience evaluations without a new best that end the training; 0 is never
 * @param loadBest whether the weights of the best evaluation become the model, else the last ones
 * @param samplePrompts to answer after each evaluation
 * @param maxNewTokens most tokens of such an answer
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

  /** Metrics of which less is better. */
  private static final Set<String> LOWER_IS_BETTER = Set.of("loss", "perplexity");

  /**
   * @param metrics that there are
   */
  public static EvaluationSettings read(SettingsReader reader, List<String> metrics) {
    String metric = reader.text("metric-for-best-model");
    if (!metrics.contains(metric)) {
      reader.problem("metric-for-best-model", "one of " + String.join(", ", metrics));
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
