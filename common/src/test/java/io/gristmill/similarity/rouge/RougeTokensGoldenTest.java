package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RougeTokensGoldenTest {

  @Test
  void asciiTokensAreThoseOfRougeScore() {
    for (JsonNode row : Golden.rows("rouge_tokens")) {
      List<String> expected = new ArrayList<>();
      row.get("tokens").forEach(token -> expected.add(token.asText()));
      assertThat(WordSplitting.ASCII.split(row.get("text").asText()))
          .as("tokens of case %s", row.get("id"))
          .isEqualTo(expected);
    }
  }
}
