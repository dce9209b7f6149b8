package io.gristmill.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import io.gristmill.text.PythonInt;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeScoreParseGoldenTest {

  @Test
  void everyReplyIsParsedAsByPythonInt() {
    for (JsonNode row : Golden.rows("judge_score_parse")) {
      JsonNode score = row.required("score");
      assertThat(PythonInt.parse(row.required("text").textValue()))
          .as("case %s", row.path("id"))
          .isEqualTo(
              score.isNull() ? Optional.empty() : Optional.of(new BigInteger(score.asText())));
    }
  }
}
