package io.gristmill.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextPrimitivesGoldenTest {

  private static final List<JsonNode> ROWS = Golden.rows("text_primitives");

  @Test
  void textsArePreprocessedAsInLlmsFromScratch() {
    for (JsonNode row : ROWS) {
      String expected = row.get("near_dup_preprocess").asText();
      assertThat(CharNgrams.preprocess(text(row))).as(row.toString()).isEqualTo(expected);
      int[] codePoints = new int[3 * text(row).length()];
      int count = CharNgrams.normalize(text(row), codePoints);
      assertThat(new String(codePoints, 0, count)).as(row.toString()).isEqualTo(expected);
    }
  }

  @Test
  void nGramsEqualThoseOfScikitLearnInOrder() {
    int listed = 0;
    for (JsonNode row : ROWS) {
      List<String> grams = CharNgrams.grams(row.get("near_dup_preprocess").asText(), 1, 3);
      assertThat(grams).as(row.toString()).hasSize(row.get("char_1_3_gram_count").asInt());
      if (row.get("char_1_3_grams").isArray()) {
        assertThat(grams).as(row.toString()).isEqualTo(texts(row.get("char_1_3_grams")));
        listed++;
      }
    }
    assertThat(listed).isPositive();
  }

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

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
