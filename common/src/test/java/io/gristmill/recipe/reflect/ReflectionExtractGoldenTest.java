package io.gristmill.recipe.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReflectionExtractGoldenTest {

  @Test
  void everyTextGivesTheSegmentsOfReflectionTuning() {
    for (JsonNode row : Golden.rows("reflection_extract")) {
      String text = row.required("text").textValue();
      List<String> expected = new ArrayList<>();
      row.required("result").forEach(segment -> expected.add(segment.textValue()));
      assertThat(extract(row.required("function").textValue(), text))
          .as("case %s", row.path("id"))
          .isEqualTo(expected);
    }
  }

  private static List<String> extract(String function, String text) {
    return switch (function) {
      case "extract_instruction" -> Reflections.extractInstruction(text);
      case "extract_response" -> Reflections.extractResponse(text);
      default -> throw new AssertionError("unknown function " + function);
    };
  }
}
