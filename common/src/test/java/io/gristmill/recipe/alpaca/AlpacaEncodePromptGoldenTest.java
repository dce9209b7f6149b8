package io.gristmill.recipe.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.SeedTask;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlpacaEncodePromptGoldenTest {

  @Test
  void everyPromptEqualsThatOfStanfordAlpacaWithAnyHeading() {
    for (JsonNode row : Golden.rows("alpaca_encode_prompt")) {
      List<SeedTask> tasks = new ArrayList<>();
      for (JsonNode task : row.required("tasks")) {
        tasks.add(
            new SeedTask(
                "t",
                text(task, "instruction"),
                List.of(new SeedTask.Instance(text(task, "input"), text(task, "output"))),
                false));
      }
      String file = text(row, "header").replace("{", "{{").replace("}", "}}") + "\n{tasks}";
      assertThat(
              RecipeTesting.template(file, "tasks")
                  .render(Map.of("tasks", TaskBlocks.of(tasks, "<noinput>"))))
          .as("case %s", row.path("id"))
          .isEqualTo(text(row, "prompt"));
    }
  }

  private static String text(JsonNode row, String field) {
    return row.required(field).textValue();
  }
}
