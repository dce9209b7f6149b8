package io.gristmill.quality;

import io.gristmill.record.Example;
import java.util.Locale;

/**
 * Drops a record with a low {@link QualityScore}. Score: the mean; threshold: the minimum.
 *
 * @param minScore minimum score, in [0, 1]
 */
public record QualityScoreRule(double minScore) implements Rule {

  @Override
  public String name() {
    return "quality-score";
  }

  @Override
  public Verdict judge(Example example) {
    QualityScore score = QualityScore.of(example.instruction(), example.output());
    return score.total() < minScore
        ? new Verdict.Drop(name(), score.total(), minScore, describe(score))
        : Verdict.KEEP;
  }

  private static String describe(QualityScore score) {
    return String.format(
        Locale.ROOT,
        "length %.2f, format %.2f, relevance %.2f, safety %.2f",
        score.length(),
        score.format(),
        score.relevance(),
        score.safety());
  }
}
