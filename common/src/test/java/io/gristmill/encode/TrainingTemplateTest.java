package io.gristmill.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.format.ChatStyle;
import io.gristmill.format.Conversation;
import io.gristmill.format.MultiTurn;
import io.gristmill.format.PromptStyle;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrainingTemplateTest {

  private static final Example SHORT = Example.of(0, "이름을 말해 줘 🌾", "", "Mühle");
  private static final Example WITH_INPUT = Example.of(0, "Turn it round.", "abc", "cba");
  private static final Example TALK =
      talk(
          """
          [{"role": "system", "content": "Be short."},
           {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."},
           {"role": "user", "content": "Bye"}, {"role": "assistant", "content": "See you."}]\
          """);

  private static Example talk(String messages) {
    return new Example(
        "x", 0, "Hi", "", "Hello.", "", "", List.of(), Map.of("messages", messages), null);
  }

  private static TrainingTemplate style(TemplateName style) {
    return style.create("", MultiTurn.SKIP, false);
  }

  private static TrainingText lesson(TemplateName style, Example example) {
    return (TrainingText) style(style).render(example);
  }

  private static String learned(TrainingText lesson) {
    return lesson.segments().stream()
        .filter(TrainingText.Segment::inLoss)
        .map(TrainingText.Segment::text)
        .collect(Collectors.joining("|"));
  }

  @Test
  void promptsOfOneExchangeAreThoseOfTheFormats() {
    Map<TemplateName, PromptStyle> styles =
        Map.of(
            TemplateName.ALPACA, PromptStyle.STANFORD_ALPACA,
            TemplateName.LLMS_FROM_SCRATCH, PromptStyle.LLMS_FROM_SCRATCH,
            TemplateName.LLMS_FROM_SCRATCH_PHI3, PromptStyle.PHI3_LLMS_FROM_SCRATCH);
    styles.forEach(
        (style, format) -> {
          for (Example example : List.of(SHORT, WITH_INPUT)) {
            TrainingText lesson = lesson(style, example);
            assertThat(lesson.text()).isEqualTo(format.text(example));
            assertThat(learned(lesson)).isEqualTo(example.output());
            assertThat(lesson.hasEndMark()).isFalse();
          }
        });
  }

  @Test
  void thePlainStyleIsQuestionLineBreakAnswer() {
    assertThat(lesson(TemplateName.PLAIN, SHORT).text()).isEqualTo("이름을 말해 줘 🌾\nMühle");
    assertThat(lesson(TemplateName.PLAIN, WITH_INPUT).prompt()).isEqualTo("Turn it round.\nabc\n");
  }

  @Test
  void conversationsAreThoseOfTheChatStyles() {
    Conversation conversation = (Conversation) Conversation.of(TALK, Conversation.INPUT_SEPARATOR);
    assertThat(lesson(TemplateName.CHATML, TALK).text())
        .isEqualTo(new ChatStyle.ChatMl().render(conversation));
    assertThat(lesson(TemplateName.PHI3, TALK).text())
        .isEqualTo(new ChatStyle.Phi3().render(conversation));
    assertThat(lesson(TemplateName.VICUNA, TALK).text())
        .isEqualTo(new ChatStyle.Vicuna("").render(conversation));
    assertThat(lesson(TemplateName.VICUNA_LINES, TALK).text())
        .isEqualTo(new ChatStyle.VicunaLines().render(conversation));
  }

  @Test
  void everyAnswerIsLearnedWithTheMarkOfItsEnd() {
    assertThat(learned(lesson(TemplateName.CHATML, TALK)))
        .isEqualTo("Hello.<|im_end|>|See you.<|im_end|>");
    assertThat(learned(lesson(TemplateName.PHI3, SHORT))).isEqualTo("Mühle<|end|>");
    assertThat(learned(lesson(TemplateName.VICUNA, TALK))).isEqualTo(" Hello.</s>| See you.</s>");
    assertThat(learned(lesson(TemplateName.VICUNA_LINES, TALK)))
        .isEqualTo(" Hello.</s>| See you.</s>");
    assertThat(lesson(TemplateName.CHATML, TALK).hasEndMark()).isTrue();
  }

  @Test
  void aModelIsGivenWhatStandsBeforeTheAnswer() {
    Example asked = Example.of(0, "Who?", "", "");
    assertThat(style(TemplateName.PLAIN).promptText(asked)).contains("Who?\n");
    assertThat(style(TemplateName.CHATML).promptText(asked))
        .contains("<|im_start|>user\nWho?<|im_end|>\n<|im_start|>assistant\n");
    assertThat(style(TemplateName.VICUNA).promptText(asked)).contains("USER: Who? ASSISTANT:");
    String alpaca = PromptStyle.STANFORD_ALPACA.prompt(asked) + "\n\n### Response:";
    assertThat(style(TemplateName.ALPACA).promptText(asked)).contains(alpaca);
    assertThat(TemplateName.ALPACA.create("", MultiTurn.SKIP, true).promptText(asked))
        .contains(alpaca);
  }

  @Test
  void theBooksHeaderIsLearnedWhereItsPresetSaysSo() {
    TrainingTemplate book = TemplateName.LLMS_FROM_SCRATCH.create("", MultiTurn.SKIP, true);
    assertThat(learned((TrainingText) book.render(SHORT))).isEqualTo("\n\n### Response:\nMühle");
  }

  @Test
  void aSystemTextIsPutWhereThereIsNone() {
    TrainingTemplate polite = TemplateName.CHATML.create("Be kind.", MultiTurn.SKIP, false);
    assertThat(((TrainingText) polite.render(SHORT)).text())
        .startsWith("<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\n");
    assertThat(((TrainingText) polite.render(TALK)).text())
        .startsWith("<|im_start|>system\nBe short.<|im_end|>\n");
  }

  @Test
  void whatAStyleHasNoPlaceForIsAReason() {
    assertThat(style(TemplateName.ALPACA).render(TALK))
        .isInstanceOfSatisfying(
            UnusableRecord.class, u -> assertThat(u.rule()).isEqualTo("more-than-one-exchange"));
    assertThat(
            ((TrainingText) TemplateName.PLAIN.create("", MultiTurn.FIRST, false).render(TALK))
                .text())
        .isEqualTo("Hi\nHello.");
    Example open = talk("[{\"role\": \"user\", \"content\": \"Hi\"}]");
    assertThat(style(TemplateName.CHATML).render(open))
        .isInstanceOfSatisfying(
            UnusableRecord.class, u -> assertThat(u.rule()).isEqualTo("ends-without-answer"));
    Example tool =
        talk(
            """
            [{"role": "user", "content": "a"}, {"role": "function_call", "content": "f()"},
             {"role": "tool", "content": "1"}, {"role": "assistant", "content": "b"}]\
            """);
    assertThat(style(TemplateName.VICUNA).render(tool))
        .isEqualTo(new UnusableRecord("role-not-in-style", "function_call"));
    assertThat(style(TemplateName.CHATML).render(Example.of(0, "a", "", " \n")))
        .isEqualTo(new UnusableRecord("empty-answer", "the answer has no text"));
  }
}
