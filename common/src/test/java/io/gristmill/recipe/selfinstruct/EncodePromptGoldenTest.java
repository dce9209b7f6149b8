package io.gristmill.recipe.selfinstruct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.testing.Golden;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class EncodePromptGoldenTest {

  @Test
  void everyListEqualsThatOfSelfInstructWithAnyHeading() {
    for (JsonNode row : Golden.rows("encode_prompt")) {
      String expected = row.required("prompt").textValue();
      String heading = expected.substring(0, expected.indexOf('\n'));
      List<String> instructions =
          StreamSupport.stream(row.required("instructions").spliterator(), false)
              .map(JsonNode::textValue)
              .toList();
      String file = heading.replace("{", "{{").replace("}", "}}") + "\n{tasks}\n";
      assertThat(
              RecipeTesting.template(file, "tasks")
                  .render(Map.of("tasks", InstructionList.of(instructions))))
          .as("case %s", row.path("id"))
          .isEqualTo(expected);
    }
  }
}
