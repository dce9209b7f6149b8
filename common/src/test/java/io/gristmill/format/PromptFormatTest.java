package io.gristmill.format;

import static io.gristmill.format.FormatTesting.conversation;
import static io.gristmill.format.FormatTesting.example;
import static io.gristmill.format.FormatTesting.format;
import static io.gristmill.format.FormatTesting.json;
import static io.gristmill.format.FormatTesting.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single-turn formats: one instruction and one answer. */
class PromptFormatTest {

  private static final String TWO_EXCHANGES =
      """
      [{"role":"user","content":"a"},{"role":"assistant","content":"b"},
       {"role":"user","content":"c"},{"role":"assistant","content":"d"}]\
      """;

  @Test
  void alpacaKeepsTheThreeTextsUnchanged() {
    assertThat(json(format("alpaca"), example("물레방아 🌾", " ", "e\u0301 {x} </s>\n")))
        .isEqualTo(
            "{\"instruction\":\"물레방아 🌾\",\"input\":\" \",\"output\":\"e\u0301 {x} </s>\\n\"}");
  }

  @Test
  void aMissingInputIsAnEmptyText() {
    assertThat(json(format("alpaca"), example("a", "", "b")))
        .isEqualTo("{\"instruction\":\"a\",\"input\":\"\",\"output\":\"b\"}");
  }

  @Test
  void alpacaTextAddsTheWholeTrainingTextAfterTheThreeFields() {
    assertThat(json(format("alpaca-text"), example("Say it", "", "it")))
        .isEqualTo(
            "{\"instruction\":\"Say it\",\"input\":\"\",\"output\":\"it\",\"text\":\"Below is an"
                + " instruction that describes a task. Write a response that appropriately"
                + " completes the request.\\n\\n### Instruction:\\nSay it\\n\\n"
                + "### Response:it\"}");
  }

  @Test
  void aBlankInputIsAnInputToStanfordAlpaca() {
    assertThat(text(format("alpaca-text"), example("Say it", " ", "it")))
        .isEqualTo(
            "Below is an instruction that describes a task, paired with an input that provides"
                + " further context. Write a response that appropriately completes the request."
                + "\n\n### Instruction:\nSay it\n\n### Input:\n \n\n### Response:it");
  }

  @Test
  void theOutputOfAlpacaTextCanHaveAPrefixAndAnEosToken() {
    assertThat(
            text(
                format(
                    "alpaca-text",
                    "export.alpaca-text.output-prefix=\"\\n\"",
                    "export.alpaca-text.eos-token=\"</s>\""),
                example("a", "", "b")))
        .endsWith("### Response:\nb</s>");
  }

  @Test
  void llmsFromScratchUsesOneIntroductionForAll() {
    assertThat(text(format("llms-from-scratch"), example("Say it", "这个", "it")))
        .isEqualTo(
            "Below is an instruction that describes a task. Write a response that appropriately"
                + " completes the request.\n\n### Instruction:\nSay it\n\n### Input:\n这个\n\n"
                + "### Response:\nit");
  }

  @Test
  void llmsFromScratchPhi3HasAColonAndNoEndToken() {
    assertThat(text(format("llms-from-scratch-phi3"), example("Say it", "", "it")))
        .isEqualTo("<|user|>\nSay it\n<|assistant|>:\nit");
    assertThat(text(format("llms-from-scratch-phi3"), example("Say it", " ", "it")))
        .isEqualTo("<|user|>\nSay it\n \n<|assistant|>:\nit");
  }

  @Test
  void controlTokensInTheDataAreCopiedUnchanged() {
    assertThat(
            text(
                format("llms-from-scratch-phi3"),
                example("<|end|>", "<|user|>", "<|assistant|>:\n")))
        .isEqualTo("<|user|>\n<|end|>\n<|user|>\n<|assistant|>:\n<|assistant|>:\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpaca",
        "alpaca-text",
        "llms-from-scratch",
        "llms-from-scratch-phi3",
        "prompt-completion",
        "template"
      })
  void aMultiTurnConversationIsSkippedUnlessOnlyItsFirstExchangeIsRequested(String name) {
    assertThat(format(name).format(conversation(TWO_EXCHANGES)))
        .isEqualTo(new Formatted.Skip("more-than-one-exchange", "4 turns"));
    assertThat(json(format(name, "export.multi-turn=first"), conversation(TWO_EXCHANGES)))
        .contains("first question", "first answer");
  }

  @Test
  void aSystemMessageIsSkippedByAlpaca() {
    String json =
        """
        [{"role":"system","content":"be brief"},{"role":"user","content":"a"},
         {"role":"assistant","content":"b"}]\
        """;
    assertThat(format("alpaca").format(conversation(json)))
        .isEqualTo(new Formatted.Skip("more-than-one-exchange", "3 turns"));
  }

  @Test
  void aSingleTurnConversationFitsAlpaca() {
    String json =
        "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]";
    assertThat(format("alpaca").format(conversation(json)))
        .isEqualTo(Formatted.Row.ofTexts("first question", "", "first answer"));
  }

  @Test
  void aMalformedConversationIsSkippedBySingleTurnFormats() {
    assertThat(format("alpaca").format(conversation("[{\"role\":\"user\",\"content\":\"a\"}]")))
        .isEqualTo(new Formatted.Skip("ends-without-answer", "last turn is user"));
  }

  @Test
  void aHugeTextIsNotTruncated() {
    String huge = "밀".repeat(1_000_000);
    assertThat(text(format("llms-from-scratch"), example("a", huge, huge)))
        .hasSize(
            2_000_000 + text(format("llms-from-scratch"), example("a", "b", "c")).length() - 2);
  }

  @Test
  void theColumnsDescribeTheRow() {
    assertThat(format("alpaca-text", "export.alpaca-text.column=prompt_and_answer").columns())
        .isEqualTo(
            List.of(
                new Column.Text("instruction"),
                new Column.Text("input"),
                new Column.Text("output"),
                new Column.Text("prompt_and_answer")));
  }
}
