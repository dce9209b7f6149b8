package io.gristmill.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextPrimitivesGoldenTest {

  private static final List<JsonNode> ROWS = Golden.rows("text_primitives");

  @Test
  void stringMethodsEqualThoseOfPython() {
    for (JsonNode row : ROWS) {
      String text = text(row);
      assertThat(PythonText.split(text)).as(row.toString()).hasSize(number(row, "py_split_count"));
      assertThat(PythonText.countWords(text)).isEqualTo(number(row, "py_split_count"));
      assertThat(PythonText.strip(text)).isEqualTo(row.get("py_strip").asText());
      assertThat(PythonText.capitalize(text)).isEqualTo(row.get("py_capitalize").asText());
      assertThat(PythonText.collapse(text)).isEqualTo(row.get("collapse_ws_strip").asText());
      assertThat(PythonText.length(text)).isEqualTo(number(row, "code_points"));
    }
  }

  @Test
  void theFirstCharacterIsAsciiAsInPython() {
    for (JsonNode row : ROWS) {
      if (!row.get("first_is_ascii").isNull()) {
        boolean ascii = text(row).codePointAt(0) < 0x80;
        assertThat(ascii).as(row.toString()).isEqualTo(row.get("first_is_ascii").asBoolean());
      }
    }
  }

  private static String text(JsonNode row) {
    return row.get("text").asText();
  }

  private static int number(JsonNode row, String field) {
    return row.get(field).asInt();
  }
}
