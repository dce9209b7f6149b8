package io.gristmill.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import org.junit.jupiter.api.Test;

class QualityScoreGoldenTest {

  @Test
  void everyPartOfTheScoreEqualsTheGoldenValue() {
    for (JsonNode row : Golden.rows("quality_score")) {
      QualityScore score =
          QualityScore.of(row.get("instruction").asText(), row.get("output").asText());
      JsonNode expected = row.get("scores");
      check(row, "length", score.length(), expected);
      check(row, "format", score.format(), expected);
      check(row, "relevance", score.relevance(), expected);
      check(row, "safety", score.safety(), expected);
      check(row, "total", score.total(), expected);
    }
  }

  private static void check(JsonNode row, String part, double actual, JsonNode expected) {
    assertThat(expected.has(part)).as("%s of %s", part, row).isTrue();
    assertThat(actual)
        .as("%s of %s", part, row)
        .isCloseTo(expected.get(part).asDouble(), within(1e-12));
  }
}
