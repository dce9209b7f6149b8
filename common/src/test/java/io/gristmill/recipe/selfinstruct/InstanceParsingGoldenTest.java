package io.gristmill.recipe.selfinstruct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceParsingGoldenTest {

  @Test
  void everyAnswerGivesTheInstancesOfSelfInstruct() {
    for (JsonNode row : Golden.rows("instance_parsing")) {
      InstanceParser.Parsed parsed =
          InstanceParser.parse(
              text(row, "task_type").equals("classification"),
              text(row, "raw_text"),
              text(row, "finish_reason").equals("length"));
      List<InputOutput> expected = new ArrayList<>();
      for (JsonNode instance : row.required("instances")) {
        assertThat(PythonText.strip(text(row, "instruction")))
            .isEqualTo(text(instance, "instruction"));
        expected.add(new InputOutput(text(instance, "input"), text(instance, "output")));
      }
      assertThat(parsed.instances())
          .as("case %s", row.path("id"))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static String text(JsonNode row, String field) {
    return row.required(field).textValue();
  }
}
