package io.gristmill.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import org.junit.jupiter.api.Test;

class WordPoolGoldenTest {

  @Test
  void everyPairHasTheJaccardSimilarityToTheLastBit() {
    for (JsonNode row : Golden.rows("word_jaccard")) {
      String a = row.required("a").textValue();
      String b = row.required("b").textValue();
      assertThat(similarity(a, b))
          .as("case %s", row.path("id"))
          .isEqualTo(row.required("jaccard").doubleValue())
          .isEqualTo(similarity(b, a));
    }
  }

  private static double similarity(String text, String other) {
    WordPool pool = new WordPool();
    pool.add("other", other);
    return pool.findMostSimilar(text, 0).map(WordPool.Match::similarity).orElse(0.0);
  }
}
