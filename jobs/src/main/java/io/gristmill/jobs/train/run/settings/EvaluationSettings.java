package io.gristmill.jobs.train.run.settings;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.loop.LoopConfig.Metric;
import java.util.List;
import java.util.Set;

/**
 * How a training is looked at on the way; {@code evaluation} in reference.conf.
 *
 * @param data what is held out: files, folders and patterns
 * @param every updates between two evaluations; 0 is at the end alone
 * @param atStart whether to evaluate before the first update too
 * @param metric which measure tells the best
 * @param patience evaluations without a new best that end the training; 0 is never
 * @param loadBest whether the weights of the best evaluation become the model, else the last ones
 * @param prompts to answer after each evaluation
 * @param answerTokens most tokens of such an answer
 */
public record EvaluationSettings(
    List<String> data,
    long every,
    boolean atStart,
    Metric metric,
    int patience,
    boolean loadBest,
    List<String> prompts,
    int answerTokens) {

  /** Metrics of which less is better. */
  private static final Set<String> FALLING = Set.of("loss", "perplexity");

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
        new Metric(metric, !FALLING.contains(metric)),
        reader.integer("early-stopping-patience", 0, Integer.MAX_VALUE),
        reader.flag("load-best-model-at-end"),
        reader.texts("sample-prompts"),
        reader.integer("max-new-tokens", 1, 1 << 20));
  }
}
