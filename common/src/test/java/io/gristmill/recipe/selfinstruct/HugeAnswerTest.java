package io.gristmill.recipe.selfinstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.alpaca.AlpacaParser;
import io.gristmill.recipe.selfinstruct.InstructionParser.OnTruncated;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a million characters that make careless regular expressions quadratic or too deep. */
class HugeAnswerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "1",
        "\n1",
        "\n1. ",
        "Output ",
        "Output:",
        "Input\n",
        "Example 1",
        "Class label:",
        "###",
        "4. Instruction:",
        "4.  ",
        "image ",
        "한",
        "🌾",
        "\u0000"
      })
  void theyAreReadInTimeLinearInTheirLength(String part) {
    String text = "Example Output" + part.repeat(1_000_000 / part.length());
    InstructionParser instructions =
        new InstructionParser(RecipeTesting.SELF_INSTRUCT_RULES, OnTruncated.DROP_LAST, true);
    AlpacaParser alpaca = new AlpacaParser(RecipeTesting.ALPACA_RULES, "<noinput>", true);
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          assertThat(instructions.parse(text, true).rejections()).isNotEmpty();
          assertThat(InstanceParser.parse(false, text, true).rejections()).isNotEmpty();
          assertThat(InstanceParser.parse(true, text, true).rejections()).isNotEmpty();
          assertThat(alpaca.parse(3, text, false).rejections()).isNotEmpty();
        });
  }
}
