package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import org.junit.jupiter.api.Test;

class RougePairsGoldenTest {

  @Test
  void everyNumberOfAPairIsTheDoubleThatRougeScoreGives() {
    for (JsonNode row : Golden.rows("rouge_pairs")) {
      RougeScore score =
          RougeL.score(
              WordSplitting.ASCII, row.get("target").asText(), row.get("prediction").asText());
      assertThat(score)
          .as("case %s", row.get("id"))
          .isEqualTo(
              new RougeScore(
                  row.get("lcs").asInt(),
                  row.get("target_tokens").asInt(),
                  row.get("prediction_tokens").asInt()));
      assertThat(new double[] {score.precision(), score.recall(), score.fmeasure()})
          .as("precision, recall and F of case %s", row.get("id"))
          .containsExactly(
              number(row, "precision"), number(row, "recall"), number(row, "fmeasure"));
    }
  }

  private static double number(JsonNode row, String field) {
    return row.required(field).asDouble();
  }
}
