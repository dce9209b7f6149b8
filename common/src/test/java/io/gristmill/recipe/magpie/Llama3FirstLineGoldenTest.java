package io.gristmill.recipe.magpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.recipe.FirstLine;
import io.gristmill.testing.Golden;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Llama3FirstLineGoldenTest {

  @Test
  void everyFirstLineEqualsThatOfLlmsFromScratch() {
    for (JsonNode row : Golden.rows("llama3_first_line")) {
      assertThat(FirstLine.ofNonEmptyLine(row.required("text").textValue()))
          .as("case %s", row.path("id"))
          .isEqualTo(Optional.ofNullable(row.required("result").textValue()));
    }
  }
}
