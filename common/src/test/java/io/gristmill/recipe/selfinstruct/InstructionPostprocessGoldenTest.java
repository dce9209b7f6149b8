package io.gristmill.recipe.selfinstruct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.selfinstruct.InstructionParser.OnTruncated;
import io.gristmill.recipe.selfinstruct.InstructionParser.ParsedInstruction;
import io.gristmill.testing.Golden;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class InstructionPostprocessGoldenTest {

  @Test
  void everyAnswerGivesTheInstructionsOfSelfInstruct() {
    InstructionParser parser =
        new InstructionParser(RecipeTesting.SELF_INSTRUCT_RULES, OnTruncated.DROP_ALL, true);
    for (JsonNode row : Golden.rows("instruction_postprocess")) {
      boolean cut = row.required("finish_reason").textValue().equals("length");
      List<String> expected =
          StreamSupport.stream(row.required("instructions").spliterator(), false)
              .map(JsonNode::textValue)
              .toList();
      assertThat(parser.parse(row.required("text").textValue(), cut).instructions())
          .as("case %s", row.path("id"))
          .extracting(ParsedInstruction::text)
          .isEqualTo(expected);
    }
  }
}
