package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoveltyScaleGoldenTest {

  private final List<JsonNode> rows = Golden.rows("novelty_scale");
  private final List<String> seeds = NoveltyGolden.seeds();
  private final List<String> texts = NoveltyGolden.texts(rows);
  private final double threshold = NoveltyGolden.threshold(rows.get(0));

  @Test
  void theJoinAcceptsTheSameRowsOfALongSequence() {
    List<NoveltyDecision> decisions = NoveltyGolden.decisions(seeds, texts, threshold, 2);
    for (int i = 0; i < rows.size(); i++) {
      NoveltyDecision decision = decisions.get(seeds.size() + i);
      JsonNode row = rows.get(i);
      if (decision.accepted() != accepted(row)
          || (!decision.accepted() && decision.score() != maxScore(row))) {
        assertThat(decision).as("decision of %s", row).isNull();
      }
    }
  }

  @Test
  void theHighestScoreOfEveryRowIsThatOfRougeScore() {
    NoveltyPool pool = new NoveltyPool(WordSplitting.ASCII);
    seeds.forEach(pool::add);
    PoolScorer scorer = pool.scorer();
    for (int i = 0; i < rows.size(); i++) {
      double score = scorer.best(texts.get(i), pool.size()).score();
      if (score != maxScore(rows.get(i))) {
        assertThat(score).as("highest score of %s", rows.get(i)).isEqualTo(maxScore(rows.get(i)));
      }
      if (!(score > threshold)) {
        pool.add(texts.get(i));
      }
    }
  }

  private static boolean accepted(JsonNode row) {
    return row.required("accepted").asBoolean();
  }

  private static double maxScore(JsonNode row) {
    return row.required("max_score").asDouble();
  }
}
