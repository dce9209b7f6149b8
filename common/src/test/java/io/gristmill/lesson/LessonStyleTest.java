package io.gristmill.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.format.ChatStyle;
import io.gristmill.format.Conversation;
import io.gristmill.format.PromptStyle;
import io.gristmill.format.SingleExchange;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LessonStyleTest {

  private static final Example SHORT = Example.of(0, "이름을 말해 줘 🌾", "", "Mühle");
  private static final Example WITH_INPUT = Example.of(0, "Turn it round.", "abc", "cba");
  private static final Example TALK =
      talk(
          """
          [{"role": "system", "content": "Be short."},
           {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."},
           {"role": "user", "content": "Bye"}, {"role": "assistant", "content": "See you."}]""");

  private static Example talk(String messages) {
    return new Example(
        "x", 0, "Hi", "", "Hello.", "", "", List.of(), Map.of("messages", messages), null);
  }

  private static LessonStyle style(LessonStyles style) {
    return style.style("", SingleExchange.SKIP, false);
  }

  private static Lesson lesson(LessonStyles style, Example example) {
    return (Lesson) style(style).write(example);
  }

  private static String learned(Lesson lesson) {
    return lesson.pieces().stream()
        .filter(Lesson.Piece::learned)
        .map(Lesson.Piece::text)
        .collect(Collectors.joining("|"));
  }

  @Test
  void promptsOfOneExchangeAreThoseOfTheFormats() {
    Map<LessonStyles, PromptStyle> styles =
        Map.of(
            LessonStyles.ALPACA, PromptStyle.STANFORD_ALPACA,
            LessonStyles.LLMS_FROM_SCRATCH, PromptStyle.LLMS_FROM_SCRATCH,
            LessonStyles.PHI3_BOOK, PromptStyle.PHI3_BOOK);
    styles.forEach(
        (style, format) -> {
          for (Example example : List.of(SHORT, WITH_INPUT)) {
            Lesson lesson = lesson(style, example);
            assertThat(lesson.text()).isEqualTo(format.text(example));
            assertThat(learned(lesson)).isEqualTo(example.output());
            assertThat(lesson.ended()).isFalse();
          }
        });
  }

  @Test
  void thePlainStyleIsQuestionLineBreakAnswer() {
    assertThat(lesson(LessonStyles.PLAIN, SHORT).text()).isEqualTo("이름을 말해 줘 🌾\nMühle");
    assertThat(lesson(LessonStyles.PLAIN, WITH_INPUT).prompt()).isEqualTo("Turn it round.\nabc\n");
  }

  @Test
  void conversationsAreThoseOfTheChatStyles() {
    Conversation conversation = (Conversation) Conversation.of(TALK, Conversation.JOINER);
    assertThat(lesson(LessonStyles.CHATML, TALK).text())
        .isEqualTo(new ChatStyle.ChatMl().render(conversation));
    assertThat(lesson(LessonStyles.PHI3, TALK).text())
        .isEqualTo(new ChatStyle.Phi3().render(conversation));
    assertThat(lesson(LessonStyles.VICUNA, TALK).text())
        .isEqualTo(new ChatStyle.Vicuna("").render(conversation));
    assertThat(lesson(LessonStyles.VICUNA_LINES, TALK).text())
        .isEqualTo(new ChatStyle.VicunaLines().render(conversation));
  }

  @Test
  void everyAnswerIsLearnedWithTheMarkOfItsEnd() {
    assertThat(learned(lesson(LessonStyles.CHATML, TALK)))
        .isEqualTo("Hello.<|im_end|>|See you.<|im_end|>");
    assertThat(learned(lesson(LessonStyles.PHI3, SHORT))).isEqualTo("Mühle<|end|>");
    assertThat(learned(lesson(LessonStyles.VICUNA, TALK))).isEqualTo(" Hello.</s>| See you.</s>");
    assertThat(learned(lesson(LessonStyles.VICUNA_LINES, TALK)))
        .isEqualTo(" Hello.</s>| See you.</s>");
    assertThat(lesson(LessonStyles.CHATML, TALK).ended()).isTrue();
  }

  @Test
  void aModelIsGivenWhatStandsBeforeTheAnswer() {
    Example asked = Example.of(0, "Who?", "", "");
    assertThat(style(LessonStyles.PLAIN).prompt(asked)).contains("Who?\n");
    assertThat(style(LessonStyles.CHATML).prompt(asked))
        .contains("<|im_start|>user\nWho?<|im_end|>\n<|im_start|>assistant\n");
    assertThat(style(LessonStyles.VICUNA).prompt(asked)).contains("USER: Who? ASSISTANT:");
    String alpaca = PromptStyle.STANFORD_ALPACA.prompt(asked) + "\n\n### Response:";
    assertThat(style(LessonStyles.ALPACA).prompt(asked)).contains(alpaca);
    assertThat(LessonStyles.ALPACA.style("", SingleExchange.SKIP, true).prompt(asked))
        .contains(alpaca);
  }

  @Test
  void theBooksHeaderIsLearnedWhereItsPresetSaysSo() {
    LessonStyle book = LessonStyles.LLMS_FROM_SCRATCH.style("", SingleExchange.SKIP, true);
    assertThat(learned((Lesson) book.write(SHORT))).isEqualTo("\n\n### Response:\nMühle");
  }

  @Test
  void aSystemTextIsPutWhereThereIsNone() {
    LessonStyle polite = LessonStyles.CHATML.style("Be kind.", SingleExchange.SKIP, false);
    assertThat(((Lesson) polite.write(SHORT)).text())
        .startsWith("<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\n");
    assertThat(((Lesson) polite.write(TALK)).text())
        .startsWith("<|im_start|>system\nBe short.<|im_end|>\n");
  }

  @Test
  void whatAStyleHasNoPlaceForIsAReason() {
    assertThat(style(LessonStyles.ALPACA).write(TALK))
        .isInstanceOfSatisfying(
            Unusable.class, u -> assertThat(u.rule()).isEqualTo("more-than-one-exchange"));
    assertThat(
            ((Lesson) LessonStyles.PLAIN.style("", SingleExchange.FIRST, false).write(TALK)).text())
        .isEqualTo("Hi\nHello.");
    Example open = talk("[{\"role\": \"user\", \"content\": \"Hi\"}]");
    assertThat(style(LessonStyles.CHATML).write(open))
        .isInstanceOfSatisfying(
            Unusable.class, u -> assertThat(u.rule()).isEqualTo("ends-without-answer"));
    Example tool =
        talk(
            """
            [{"role": "user", "content": "a"}, {"role": "function_call", "content": "f()"},
             {"role": "tool", "content": "1"}, {"role": "assistant", "content": "b"}]""");
    assertThat(style(LessonStyles.VICUNA).write(tool))
        .isEqualTo(new Unusable("role-not-in-style", "function_call"));
    assertThat(style(LessonStyles.CHATML).write(Example.of(0, "a", "", " \n")))
        .isEqualTo(new Unusable("empty-answer", "the answer has no text"));
  }
}
