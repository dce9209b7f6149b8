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
 * @param keep which weights become the model
 * @param prompts to answer after each evaluation
 * @param answerTokens most tokens of such an answer
 */
public record EvaluationSettings(
    List<String> data,
    long every,
    boolean atStart,
    Metric metric,
    int patience,
    Keep keep,
    List<String> prompts,
    int answerTokens) {

  /** Metrics of which less is better. */
  private static final Set<String> FALLING = Set.of("loss", "perplexity");

  /** Weights of the best evaluation, or the last ones. */
  public enum Keep {
    BEST,
    LAST
  }

  /**
   * @param metrics that there are
   */
  public static EvaluationSettings read(SettingsReader reader, List<String> metrics) {
    String metric = reader.text("metric");
    if (!metrics.contains(metric)) {
      reader.problem("metric", "one of " + String.join(", ", metrics));
    }
    return new EvaluationSettings(
        reader.texts("data"),
        reader.whole("every", 0, Long.MAX_VALUE),
        reader.flag("at-start"),
        new Metric(metric, !FALLING.contains(metric)),
        reader.integer("patience", 0, Integer.MAX_VALUE),
        reader.choice("keep", Keep.class),
        reader.texts("prompts"),
        reader.integer("answer-tokens", 1, 1 << 20));
  }
}
