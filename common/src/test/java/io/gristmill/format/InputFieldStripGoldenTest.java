package io.gristmill.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import org.junit.jupiter.api.Test;

class InputFieldStripGoldenTest {

  @Test
  void everyFieldNameIsStrippedAsInSelfInstruct() {
    for (JsonNode row : Golden.rows("input_field_strip")) {
      assertThat(SelfInstructEncoding.stripFieldName(row.required("input").textValue()))
          .as("case %s", row.path("id"))
          .isEqualTo(row.required("result").textValue());
    }
  }
}
