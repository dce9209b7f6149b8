package io.gristmill.recipe.simple;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import org.junit.jupiter.api.Test;

class FieldExtractGoldenTest {

  @Test
  void everyInputAndOutputEqualsTheGoldenLine() {
    for (JsonNode row : Golden.rows("field_extract")) {
      assertThat(OneLineFields.read(row.required("text").textValue()))
          .as("case %s", row.path("id"))
          .isEqualTo(
              new OneLineFields(
                  row.required("input").textValue(), row.required("output").textValue()));
    }
  }
}
