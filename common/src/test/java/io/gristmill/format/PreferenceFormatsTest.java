package io.gristmill.format;

import static io.gristmill.format.FormatTesting.example;
import static io.gristmill.format.FormatTesting.format;
import static io.gristmill.format.FormatTesting.json;
import static io.gristmill.format.FormatTesting.preference;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Preference formats: two answers to one prompt, as trainers read them. */
class PreferenceFormatsTest {

  private static final Example SUM = preference("Add.", "2, 3", "5", "6");

  @Test
  void textPromptsEndWithTheResponseHeaderOfLlmsFromScratch() {
    assertThat(json(format("preference"), SUM))
        .isEqualTo(
            "{\"prompt\":\"Below is an instruction that describes a task. Write a response that"
                + " appropriately completes the request.\\n\\n### Instruction:\\nAdd."
                + "\\n\\n### Input:\\n2, 3\\n\\n### Response:\\n\","
                + "\"chosen\":\"5\",\"rejected\":\"6\"}");
  }

  @Test
  void aPlainPromptIsInstructionAndInputOnly() {
    Format plain = format("preference", "export.preference.prompt-template=plain");
    assertThat(json(plain, SUM))
        .isEqualTo("{\"prompt\":\"Add.\\n\\n2, 3\",\"chosen\":\"5\",\"rejected\":\"6\"}");
    assertThat(json(plain, preference("안녕?", "", "🌾", "{x}")))
        .isEqualTo("{\"prompt\":\"안녕?\",\"chosen\":\"🌾\",\"rejected\":\"{x}\"}");
  }

  @Test
  void theEosTokenIsAppendedToBothAnswers() {
    Format format =
        format(
            "preference",
            "export.preference.prompt-template=llms-from-scratch-phi3",
            "export.preference.eos-token=<|end|>");
    assertThat(json(format, SUM))
        .isEqualTo(
            "{\"prompt\":\"<|user|>\\nAdd.\\n2, 3\\n<|assistant|>:\\n\","
                + "\"chosen\":\"5<|end|>\",\"rejected\":\"6<|end|>\"}");
  }

  @Test
  void messagesHaveThePromptAsTurnsAndEachAnswerAsOneTurn() {
    assertThat(json(format("preference-messages"), SUM))
        .isEqualTo(
            "{\"prompt\":[{\"role\":\"user\",\"content\":\"Add.\\n\\n2, 3\"}],"
                + "\"chosen\":[{\"role\":\"assistant\",\"content\":\"5\"}],"
                + "\"rejected\":[{\"role\":\"assistant\",\"content\":\"6\"}]}");
  }

  @Test
  void thePromptOfAConversationEndsWithItsLastQuestion() {
    Example talk =
        withMessages(
            "[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"},"
                + "{\"role\":\"assistant\",\"content\":\"d\"}]");
    assertThat(json(format("preference-messages"), talk))
        .isEqualTo(
            "{\"prompt\":[{\"role\":\"system\",\"content\":\"s\"},"
                + "{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"assistant\",\"content\":\"b\"},"
                + "{\"role\":\"user\",\"content\":\"c\"}],"
                + "\"chosen\":[{\"role\":\"assistant\",\"content\":\"d\"}],"
                + "\"rejected\":[{\"role\":\"assistant\",\"content\":\"worse\"}]}");
    assertThat(format("preference").format(talk)).isInstanceOf(Formatted.Skip.class);
  }

  @Test
  void alpacaPreferenceReplacesTheOutputByBothAnswers() {
    assertThat(json(format("alpaca-preference"), SUM))
        .isEqualTo(
            "{\"instruction\":\"Add.\",\"input\":\"2, 3\",\"chosen\":\"5\",\"rejected\":\"6\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"preference", "preference-messages", "alpaca-preference"})
  void aRecordWithoutARejectedAnswerIsSkippedWithItsReason(String name) {
    Format format = format(name);
    assertThat(reason(format.format(example("a", "", "b")))).isEqualTo("no-rejected-answer");
    assertThat(reason(format.format(preference("a", "", "b", "b")))).isEqualTo("equal-answers");
  }

  @Test
  void responsesHaveTheModelsAnswerNextToTheReferenceOutput() {
    Example plain = example("Add.", "2, 3", "5");
    Example answered =
        new Example(
            plain.id(),
            0,
            "Add.",
            "2, 3",
            "5",
            "",
            "",
            List.of(),
            Map.of("model_response", "It is 5 🙂"),
            null);
    assertThat(json(format("responses"), answered))
        .isEqualTo(
            "{\"instruction\":\"Add.\",\"input\":\"2, 3\",\"output\":\"5\","
                + "\"model_response\":\"It is 5 🙂\"}");
    assertThat(reason(format("responses").format(plain))).isEqualTo("no-model-response");
  }

  private static String reason(Formatted formatted) {
    return ((Formatted.Skip) formatted).reason();
  }

  private static Example withMessages(String json) {
    return new Example(
        ContentId.of("a", "", "b", json),
        0,
        "a",
        "",
        "b",
        "",
        "",
        List.of(),
        Map.of(Example.MESSAGES, json, Preference.REJECTED, "worse"),
        null);
  }
}
