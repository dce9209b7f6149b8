package io.gristmill.recipe.magpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MagpieSanitizeGoldenTest {

  @Test
  void everyTextIsSanitizedAndClassifiedAsInMagpie() {
    for (JsonNode row : Golden.rows("magpie_sanitize")) {
      String model = row.required("model").textValue().toLowerCase(Locale.ROOT);
      Sanitizer sanitizer = model.contains("gemma-2") ? Sanitizer.GEMMA_2 : Sanitizer.LLAMA_3;
      assertThat(sanitizer.sanitize(row.required("text").textValue()))
          .as("case %s", row.path("id"))
          .isEqualTo(
              new Sanitizer.Sanitized(
                  row.required("instruction").textValue(),
                  row.required("class").asText().replaceFirst("\\.0$", "")));
    }
  }
}
