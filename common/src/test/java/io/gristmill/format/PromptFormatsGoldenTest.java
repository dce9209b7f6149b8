package io.gristmill.format;

import static io.gristmill.format.FormatTesting.format;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.record.Example;
import io.gristmill.testing.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptFormatsGoldenTest {

  private static final String END = "</s>";

  @Test
  void everyPromptFormatEqualsTheGoldenText() {
    Format alpacaText = format("alpaca-text", "export.alpaca-text.eos-token=\"" + END + "\"");
    Format book = format("llms-from-scratch");
    Format phi3 = format("llms-from-scratch-phi3");
    for (JsonNode row : Golden.rows("prompt_formats")) {
      Example example = example(row.required("entry"));
      String source = text(row, "stanford_alpaca_source");
      assertThat(
              List.of(
                  PromptStyle.LLMS_FROM_SCRATCH.prompt(example),
                  lastText(book.format(example)),
                  PromptStyle.LLMS_FROM_SCRATCH_PHI3.prompt(example),
                  lastText(phi3.format(example)),
                  PromptStyle.STANFORD_ALPACA.prompt(example)
                      + PromptStyle.STANFORD_ALPACA.responseHeader(),
                  lastText(alpacaText.format(example))))
          .as("case %s", row.path("id"))
          .containsExactly(
              text(row, "llms_from_scratch_prompt"),
              text(row, "llms_from_scratch_full"),
              text(row, "phi3_prompt"),
              text(row, "phi3_full"),
              source,
              source + text(row, "stanford_alpaca_target"));
    }
  }

  private static Example example(JsonNode entry) {
    return Example.of(0, text(entry, "instruction"), text(entry, "input"), text(entry, "output"));
  }

  private static String text(JsonNode row, String field) {
    return row.required(field).textValue();
  }

  private static String lastText(Formatted formatted) {
    List<Cell> cells = ((Formatted.Row) formatted).cells();
    return ((Cell.Text) cells.get(cells.size() - 1)).value();
  }
}
