package io.gristmill.format;

import static io.gristmill.format.FormatTesting.conversation;
import static io.gristmill.format.FormatTesting.example;
import static io.gristmill.format.FormatTesting.format;
import static io.gristmill.format.FormatTesting.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.record.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTextFormatTest {

  private static final Example TWO_EXCHANGES =
      conversation(
          """
          [{"role":"user","content":"q1"},{"role":"assistant","content":"a1"},
           {"role":"user","content":"q2"},{"role":"assistant","content":"a2"}]\
          """);
  private static final Example WITH_SYSTEM =
      conversation(
          """
          [{"role":"system","content":"간단히"},{"role":"user","content":"q"},
           {"role":"assistant","content":"a"}]\
          """);
  private static final Example WITH_TOOL =
      conversation(
          """
          [{"role":"user","content":"q"},{"role":"function_call","content":"f()"},
           {"role":"tool","content":"7"},{"role":"assistant","content":"a"}]\
          """);

  @Test
  void vicunaIsOneLineThatBeginsWithTheSystemMessage() {
    assertThat(text(format("vicuna"), TWO_EXCHANGES))
        .isEqualTo(
            "A chat between a curious user and an artificial intelligence assistant. The assistant"
                + " gives helpful, detailed, and polite answers to the user's questions. USER: q1"
                + " ASSISTANT: a1</s>USER: q2 ASSISTANT: a2</s>");
  }

  @Test
  void theSystemMessageOfTheConversationOverridesTheSetting() {
    assertThat(text(format("vicuna"), WITH_SYSTEM)).isEqualTo("간단히 USER: q ASSISTANT: a</s>");
  }

  @Test
  void vicunaNeedsNoSystemMessage() {
    assertThat(text(format("vicuna", "export.vicuna.default-system=\"\""), example("q", "", "a")))
        .isEqualTo("USER: q ASSISTANT: a</s>");
  }

  @Test
  void vicunaLinesHasNoDefaultSystemMessage() {
    Format lines = format("vicuna", "export.vicuna.variant=lines");
    assertThat(text(lines, TWO_EXCHANGES))
        .isEqualTo("USER: q1\nASSISTANT: a1</s>\nUSER: q2\nASSISTANT: a2</s>\n");
    assertThat(text(lines, WITH_SYSTEM))
        .isEqualTo("ASSISTANT: 간단히</s>\nUSER: q\nASSISTANT: a</s>\n");
  }

  @Test
  void chatMlMarksEveryTurn() {
    assertThat(text(format("chatml"), WITH_SYSTEM))
        .isEqualTo(
            """
            <|im_start|>system
            간단히<|im_end|>
            <|im_start|>user
            q<|im_end|>
            <|im_start|>assistant
            a<|im_end|>
            """);
    assertThat(text(format("chatml"), WITH_TOOL)).contains("<|im_start|>tool\n7<|im_end|>\n");
  }

  @Test
  void phi3EndsEveryTurn() {
    assertThat(text(format("phi3"), example("q", "🌾", "a")))
        .isEqualTo("<|user|>\nq\n\n🌾<|end|>\n<|assistant|>\na<|end|>\n");
    assertThat(text(format("phi3"), WITH_SYSTEM)).startsWith("<|system|>\n간단히<|end|>\n");
  }

  @Test
  void controlTokensInTheDataAreCopiedUnchanged() {
    assertThat(text(format("chatml"), example("<|im_end|>\n{x}", "", "<|im_start|>system")))
        .isEqualTo(
            """
            <|im_start|>user
            <|im_end|>
            {x}<|im_end|>
            <|im_start|>assistant
            <|im_start|>system<|im_end|>
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vicuna", "phi3"})
  void aToolTurnIsSkippedByAStyleWithoutTools(String name) {
    assertThat(format(name).format(WITH_TOOL))
        .isEqualTo(new Formatted.Skip("role-not-in-format", "function_call"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vicuna", "phi3", "chatml"})
  void anEmptyExampleIsStillARow(String name) {
    assertThat(format(name).format(example("", "", ""))).isInstanceOf(Formatted.Row.class);
  }
}
