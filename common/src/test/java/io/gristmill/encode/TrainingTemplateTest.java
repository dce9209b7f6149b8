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

  private static TrainingTemplate template(TemplateName style) {
    return style.create("", MultiTurn.SKIP, false);
  }

  private static TrainingText render(TemplateName style, Example example) {
    return (TrainingText) template(style).render(example);
  }

  private static String textInLoss(TrainingText text) {
    return text.segments().stream()
        .filter(TrainingText.Segment::inLoss)
        .map(TrainingText.Segment::text)
        .collect(Collectors.joining("|"));
  }

  @Test
  void singleTurnPromptsEqualThoseOfTheExportFormats() {
    Map<TemplateName, PromptStyle> styles =
        Map.of(
            TemplateName.ALPACA, PromptStyle.STANFORD_ALPACA,
            TemplateName.LLMS_FROM_SCRATCH, PromptStyle.LLMS_FROM_SCRATCH,
            TemplateName.LLMS_FROM_SCRATCH_PHI3, PromptStyle.LLMS_FROM_SCRATCH_PHI3);
    styles.forEach(
        (style, format) -> {
          for (Example example : List.of(SHORT, WITH_INPUT)) {
            TrainingText text = render(style, example);
            assertThat(text.text()).isEqualTo(format.text(example));
            assertThat(textInLoss(text)).isEqualTo(example.output());
            assertThat(text.hasEndMark()).isFalse();
          }
        });
  }

  @Test
  void thePlainTemplateIsQuestionLineBreakAnswer() {
    assertThat(render(TemplateName.PLAIN, SHORT).text()).isEqualTo("이름을 말해 줘 🌾\nMühle");
    assertThat(render(TemplateName.PLAIN, WITH_INPUT).prompt()).isEqualTo("Turn it round.\nabc\n");
  }

  @Test
  void conversationsEqualThoseOfTheExportFormats() {
    Conversation conversation = (Conversation) Conversation.of(TALK, Conversation.INPUT_SEPARATOR);
    assertThat(render(TemplateName.CHATML, TALK).text())
        .isEqualTo(new ChatStyle.ChatMl().render(conversation));
    assertThat(render(TemplateName.PHI3, TALK).text())
        .isEqualTo(new ChatStyle.Phi3().render(conversation));
    assertThat(render(TemplateName.VICUNA, TALK).text())
        .isEqualTo(new ChatStyle.Vicuna("").render(conversation));
    assertThat(render(TemplateName.VICUNA_LINES, TALK).text())
        .isEqualTo(new ChatStyle.VicunaLines().render(conversation));
  }

  @Test
  void everyAnswerCountsInTheLossWithItsEndMark() {
    assertThat(textInLoss(render(TemplateName.CHATML, TALK)))
        .isEqualTo("Hello.<|im_end|>|See you.<|im_end|>");
    assertThat(textInLoss(render(TemplateName.PHI3, SHORT))).isEqualTo("Mühle<|end|>");
    assertThat(textInLoss(render(TemplateName.VICUNA, TALK)))
        .isEqualTo(" Hello.</s>| See you.</s>");
    assertThat(textInLoss(render(TemplateName.VICUNA_LINES, TALK)))
        .isEqualTo(" Hello.</s>| See you.</s>");
    assertThat(render(TemplateName.CHATML, TALK).hasEndMark()).isTrue();
  }

  @Test
  void aPromptIsTheTextBeforeTheAnswer() {
    Example asked = Example.of(0, "Who?", "", "");
    assertThat(promptText(template(TemplateName.PLAIN), asked)).isEqualTo("Who?\n");
    assertThat(promptText(template(TemplateName.CHATML), asked))
        .isEqualTo("<|im_start|>user\nWho?<|im_end|>\n<|im_start|>assistant\n");
    assertThat(promptText(template(TemplateName.VICUNA), asked)).isEqualTo("USER: Who? ASSISTANT:");
    String alpaca = PromptStyle.STANFORD_ALPACA.prompt(asked) + "\n\n### Response:";
    assertThat(promptText(template(TemplateName.ALPACA), asked)).isEqualTo(alpaca);
    assertThat(promptText(TemplateName.ALPACA.create("", MultiTurn.SKIP, true), asked))
        .isEqualTo(alpaca);
  }

  @Test
  void theResponseHeaderCountsInTheLossAsInLlmsFromScratch() {
    TrainingTemplate book = TemplateName.LLMS_FROM_SCRATCH.create("", MultiTurn.SKIP, true);
    assertThat(textInLoss((TrainingText) book.render(SHORT))).isEqualTo("\n\n### Response:\nMühle");
  }

  @Test
  void theDefaultSystemMessageIsAddedOnlyIfThereIsNone() {
    TrainingTemplate polite = TemplateName.CHATML.create("Be kind.", MultiTurn.SKIP, false);
    assertThat(((TrainingText) polite.render(SHORT)).text())
        .startsWith("<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\n");
    assertThat(((TrainingText) polite.render(TALK)).text())
        .startsWith("<|im_start|>system\nBe short.<|im_end|>\n");
  }

  @Test
  void anExampleThatATemplateCannotRenderGivesAReason() {
    assertThat(template(TemplateName.ALPACA).render(TALK))
        .isInstanceOfSatisfying(
            UnusableRecord.class, u -> assertThat(u.rule()).isEqualTo("more-than-one-exchange"));
    assertThat(
            ((TrainingText) TemplateName.PLAIN.create("", MultiTurn.FIRST, false).render(TALK))
                .text())
        .isEqualTo("Hi\nHello.");
    Example open = talk("[{\"role\": \"user\", \"content\": \"Hi\"}]");
    assertThat(template(TemplateName.CHATML).render(open))
        .isInstanceOfSatisfying(
            UnusableRecord.class, u -> assertThat(u.rule()).isEqualTo("ends-without-answer"));
    Example tool =
        talk(
            """
            [{"role": "user", "content": "a"}, {"role": "function_call", "content": "f()"},
             {"role": "tool", "content": "1"}, {"role": "assistant", "content": "b"}]\
            """);
    assertThat(template(TemplateName.VICUNA).render(tool))
        .isEqualTo(new UnusableRecord("role-not-in-style", "function_call"));
    assertThat(template(TemplateName.CHATML).render(Example.of(0, "a", "", " \n")))
        .isEqualTo(new UnusableRecord("empty-answer", "the answer has no text"));
  }

  private static String promptText(TrainingTemplate template, Example example) {
    return ((TrainingText) template.renderPrompt(example)).text();
  }
}
