package io.gristmill.recipe.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.SeedTask;
import io.gristmill.recipe.alpaca.AlpacaParser.ParsedTask;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlpacaPostprocessGoldenTest {

  @Test
  void everyAnswerGivesTheTasksOfStanfordAlpaca() {
    AlpacaParser parser = new AlpacaParser(RecipeTesting.ALPACA_RULES, "<noinput>", false);
    for (JsonNode row : Golden.rows("alpaca_postprocess")) {
      List<ParsedTask> expected = new ArrayList<>();
      for (JsonNode task : row.required("result")) {
        expected.add(
            new ParsedTask(
                text(task, "instruction"),
                new SeedTask.Instance(text(task, "input"), text(task, "output"))));
      }
      boolean cut = text(row, "finish_reason").equals("length");
      int shown = row.required("num_prompt_instructions").intValue();
      assertThat(parser.parse(shown, text(row, "text"), cut).tasks())
          .as("case %s", row.path("id"))
          .isEqualTo(expected);
    }
  }

  private static String text(JsonNode row, String field) {
    return row.required(field).textValue();
  }
}
