package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoveltySequenceGoldenTest {

  private static final int NEAREST = 10;

  private final List<JsonNode> rows = Golden.rows("novelty_sequence");
  private final List<String> seeds = NoveltyGolden.seeds();

  @Test
  void aCandidateIsScoredAgainstThePoolAsInSelfInstruct() {
    NoveltyPool pool = new NoveltyPool(WordSplitting.ASCII);
    List<String> texts = new ArrayList<>(seeds);
    seeds.forEach(pool::add);
    PoolScorer scorer = pool.scorer();
    for (JsonNode row : rows) {
      String text = row.required("instruction").asText();
      String name = "case " + row.required("idx");
      assertThat(pool.size()).as(name).isEqualTo(row.required("pool_size").asInt());
      BestMatch best = scorer.best(text, pool.size());
      assertThat(best)
          .as(name)
          .isEqualTo(
              new BestMatch(
                  row.required("max_score").asDouble(),
                  row.required("first_argmax").asInt(),
                  row.required("max_count").asInt()));
      boolean accepted = !(best.score() > NoveltyGolden.threshold(row));
      assertThat(accepted).as(name).isEqualTo(row.required("accepted").asBoolean());
      if (accepted) {
        checkNeighbors(row, scorer.scores(text, pool.size(), NEAREST), texts);
        pool.add(text);
        texts.add(text);
      }
    }
  }

  @Test
  void theJoinAcceptsTheSameRowsAndNamesTheBestMatchOfARejectedOne() {
    List<String> texts = NoveltyGolden.texts(rows);
    double threshold = NoveltyGolden.threshold(rows.get(0));
    List<NoveltyDecision> decisions = NoveltyGolden.decisions(seeds, texts, threshold, 2);
    List<Long> pool = new ArrayList<>();
    for (int i = 0; i < decisions.size(); i++) {
      NoveltyDecision decision = decisions.get(i);
      if (i >= seeds.size()) {
        JsonNode row = rows.get(i - seeds.size());
        String name = "case " + row.required("idx");
        assertThat(decision.accepted()).as(name).isEqualTo(row.required("accepted").asBoolean());
        if (!decision.accepted()) {
          assertThat(decision.score()).as(name).isEqualTo(row.required("max_score").asDouble());
          assertThat(pool.indexOf(decision.match()))
              .as(name)
              .isEqualTo(row.required("first_argmax").asInt());
        }
      }
      if (decision.accepted()) {
        pool.add(decision.position());
      }
    }
  }

  private static void checkNeighbors(JsonNode row, PoolScores scores, List<String> texts) {
    List<Double> expected = new ArrayList<>();
    row.required("top10_scores").forEach(score -> expected.add(score.asDouble()));
    assertThat(scores.nearest())
        .as("scores of the nearest of case %s", row.required("idx"))
        .extracting(PoolScores.Neighbor::score)
        .isEqualTo(expected);
    double mean = row.required("avg_similarity_score").asDouble();
    assertThat(scores.mean())
        .as("mean of case %s", row.required("idx"))
        .isCloseTo(mean, within(1e-12 * mean));
    // Ties at the tenth place may name different texts; those that both name must agree.
    for (PoolScores.Neighbor neighbour : scores.nearest()) {
      JsonNode named = row.required("most_similar").get(texts.get(neighbour.entry()));
      if (named != null) {
        assertThat(neighbour.score()).isEqualTo(named.asDouble());
      }
    }
  }
}
