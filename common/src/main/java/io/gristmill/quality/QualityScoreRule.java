package io.gristmill.quality;

import io.gristmill.record.Example;
import java.util.Locale;

/**
 * Drops a record whose {@link QualityScore} is below a minimum. Score: the total; threshold: the
 * minimum.
 *
 * @param minScore the smallest total kept, from 0 to 1
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
