package io.gristmill.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.format.PromptCompletionFormat.Strip;
import io.gristmill.format.PromptCompletionFormat.TemplateChoice;
import io.gristmill.format.SelfInstructEncoding.Encoded;
import io.gristmill.record.Example;
import io.gristmill.testing.Golden;
import org.junit.jupiter.api.Test;

class EncodeInstanceGoldenTest {

  @Test
  void everyTemplateEncodesLikeSelfInstruct() {
    for (JsonNode row : Golden.rows("encode_instance")) {
      String input = text(row, "input");
      assertThat(SelfInstructEncoding.hasInput(input))
          .as("case %s", row.path("id"))
          .isEqualTo(row.required("with_input").booleanValue());
      assertThat(encode(row, input))
          .as("case %s", row.path("id"))
          .isEqualTo(encoded(row.required("encoded")));
    }
  }

  @Test
  void theFormatWithAFixedTemplateGivesTheSamePromptAndCompletion() {
    for (JsonNode row : Golden.rows("encode_instance")) {
      JsonNode index = row.required("template_index");
      TemplateChoice choice =
          index.isNull() ? new TemplateChoice.Plain() : new TemplateChoice.Fixed(index.intValue());
      Format format =
          new PromptCompletionFormat(
              1, choice, choice, Strip.NEVER, SelfInstructEncoding.EOS_TOKEN, MultiTurn.SKIP);
      Example example =
          Example.of(0, text(row, "instruction"), text(row, "input"), text(row, "output"));
      Encoded expected = encoded(row.required("encoded"));
      assertThat(format.format(example))
          .as("case %s", row.path("id"))
          .isEqualTo(Formatted.Row.ofTexts(expected.prompt(), expected.completion()));
    }
  }

  private static Encoded encode(JsonNode row, String input) {
    JsonNode index = row.required("template_index");
    String instruction = text(row, "instruction");
    String output = text(row, "output");
    String end = SelfInstructEncoding.EOS_TOKEN;
    return index.isNull()
        ? SelfInstructEncoding.encodePlain(instruction, input, output, end)
        : SelfInstructEncoding.encode(index.intValue(), instruction, input, output, end);
  }

  private static Encoded encoded(JsonNode node) {
    return new Encoded(
        text(node, "prompt"),
        text(node, "completion"),
        text(node, "instruction"),
        text(node, "input"),
        text(node, "output"));
  }

  private static String text(JsonNode row, String field) {
    return row.required(field).textValue();
  }
}
