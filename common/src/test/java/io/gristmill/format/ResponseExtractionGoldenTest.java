package io.gristmill.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import org.junit.jupiter.api.Test;

class ResponseExtractionGoldenTest {

  @Test
  void theStrictRuleExtractsTheSameAnswersAsLlmsFromScratch() {
    for (JsonNode row : Golden.rows("response_extraction")) {
      assertThat(ResponseExtraction.strict(text(row, "prompt"), text(row, "generated")))
          .as("case %s", row.path("id"))
          .isEqualTo(text(row, "response"));
    }
  }

  @Test
  void bothRulesAgreeIfThePromptIsRepeatedWithAtMostOneHeader() {
    int compared = 0;
    for (JsonNode row : Golden.rows("response_extraction")) {
      String prompt = text(row, "prompt");
      String generated = text(row, "generated");
      boolean whole = generated.startsWith(prompt);
      String rest = whole ? generated.substring(prompt.length()) : "";
      boolean plain = rest.strip().indexOf("###") == rest.strip().lastIndexOf("###");
      if (whole && plain && (!rest.contains("#") || rest.strip().startsWith("### Response:"))) {
        assertThat(ResponseExtraction.of(PromptStyle.LLMS_FROM_SCRATCH, rest))
            .as("case %s", row.path("id"))
            .isEqualTo(text(row, "response"));
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  private static String text(JsonNode row, String field) {
    return row.required(field).textValue();
  }
}
