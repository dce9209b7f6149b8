package io.gristmill.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import org.junit.jupiter.api.Test;

class WordJaccardGoldenTest {

  @Test
  void everyPairHasTheSimilarityOfRougeScoreToTheLastBit() {
    for (JsonNode row : Golden.rows("word_jaccard")) {
      String a = row.required("a").textValue();
      String b = row.required("b").textValue();
      assertThat(WordJaccard.of(a, b))
          .as("case %s", row.path("id"))
          .isEqualTo(row.required("jaccard").doubleValue())
          .isEqualTo(WordJaccard.of(b, a));
    }
  }
}
