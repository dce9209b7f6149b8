package io.gristmill.recipe.selfinstruct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import org.junit.jupiter.api.Test;

class ParseInputOutputGoldenTest {

  @Test
  void everyTextSplitsAsInSelfInstruct() {
    for (JsonNode row : Golden.rows("parse_input_output")) {
      assertThat(InputOutput.split(row.required("text").textValue()))
          .as("case %s", row.path("id"))
          .isEqualTo(
              new InputOutput(
                  row.required("input").textValue(), row.required("output").textValue()));
    }
  }
}
