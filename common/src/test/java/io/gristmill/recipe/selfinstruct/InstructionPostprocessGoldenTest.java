package io.gristmill.recipe.selfinstruct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.selfinstruct.InstructionParser.CutAnswer;
import io.gristmill.recipe.selfinstruct.InstructionParser.Found;
import io.gristmill.testing.Golden;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class InstructionPostprocessGoldenTest {

  @Test
  void everyAnswerGivesTheInstructionsOfTheReference() {
    InstructionParser parser =
        new InstructionParser(RecipeTesting.SELF_INSTRUCT_RULES, CutAnswer.DROP_ALL, true);
    for (JsonNode row : Golden.rows("instruction_postprocess")) {
      boolean cut = row.required("finish_reason").textValue().equals("length");
      List<String> expected =
          StreamSupport.stream(row.required("instructions").spliterator(), false)
              .map(JsonNode::textValue)
              .toList();
      assertThat(parser.parse(row.required("text").textValue(), cut).instructions())
          .as("case %s", row.path("id"))
          .extracting(Found::text)
          .isEqualTo(expected);
    }
  }
}
