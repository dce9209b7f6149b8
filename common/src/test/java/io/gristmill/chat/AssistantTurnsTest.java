package io.gristmill.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.jinja.Rendering;
import io.gristmill.jinja.TemplateException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssistantTurnsTest {

  private static final String GROWING =
      "{% for m in messages %}<{{ m.role }}>{{ m.content }}<end>\n{% endfor %}"
          + "{% if add_generation_prompt %}<assistant>{% endif %}";

  private static final Chat CHAT =
      Chat.of(
          List.of(
              message("user", "안녕 😀"),
              message("assistant", "Good day"),
              message("user", "And?"),
              message("assistant", "")));

  @Test
  void aTurnRunsFromTheGenerationPromptToItsEndMark() {
    Rendering text = AssistantTurns.of(template(GROWING), CHAT, 0);
    assertThat(text.generated().stream().map(span -> span.of(text.text())))
        .containsExactly("Good day<end>\n", "<end>\n");
  }

  @Test
  void generationBlocksDecideIfTheTemplateHasThem() {
    String marking =
        "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}.{%"
            + " endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}";
    Rendering text = AssistantTurns.of(template(marking), CHAT, 0);
    assertThat(text.generated().stream().map(span -> span.of(text.text())))
        .containsExactly("Good day.", ".");
  }

  @Test
  void aTemplateThatRewritesEarlierTurnsIsRejected() {
    String rewriting =
        "{% for m in messages %}<{{ m.role }}>{{ m.content if loop.last else m.content | upper }}{%"
            + " endfor %}{% if add_generation_prompt %}<assistant>{% endif %}";
    assertThatThrownBy(() -> AssistantTurns.of(template(rewriting), CHAT, 0))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(
            "renders earlier turns differently when others follow, as at message 2");
  }

  @Test
  void theLastTurnsAreFoundEvenIfTheTemplateRewritesEarlierOnes() {
    String forgetting =
        "{% for m in messages %}<{{ m.role }}>{% if m.role == 'user' or loop.index0 >= 3 %}{{"
            + " m.content }}{% endif %}<end>{% endfor %}{% if add_generation_prompt %}<assistant>{%"
            + " endif %}";
    Chat chat =
        Chat.of(
            List.of(
                message("user", "a"), message("assistant", "b"),
                message("user", "c"), message("assistant", "d")));
    assertThat(AssistantTurns.lastAssistantMessage(chat)).isEqualTo(3);
    Rendering text = AssistantTurns.of(template(forgetting), chat, 3);
    assertThat(text.generated().stream().map(span -> span.of(text.text())))
        .containsExactly("d<end>");
  }

  @Test
  void blocksOfEarlierMessagesAreSkipped() {
    String marking =
        "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{%"
            + " endgeneration %}{% generation %}.{% endgeneration %}{% else %}{{ m.content }}{%"
            + " endif %}{% endfor %}";
    Rendering text = AssistantTurns.of(template(marking), CHAT, 2);
    assertThat(text.generated().stream().map(span -> span.of(text.text())))
        .containsExactly("", ".");
  }

  @Test
  void turnsAreFoundWithoutAGenerationPrompt() {
    String bare = "{% for m in messages %}[{{ m.content }}]{% endfor %}";
    Rendering text = AssistantTurns.of(template(bare), CHAT, 0);
    assertThat(text.generated().stream().map(span -> span.of(text.text())))
        .containsExactly("[Good day]", "[]");
  }

  @Test
  void aConversationThatTheAssistantOpensIsRejectedWithoutGenerationBlocks() {
    Chat chat = Chat.of(List.of(message("assistant", "Hello")));
    assertThatThrownBy(() -> AssistantTurns.of(template(GROWING), chat, 0))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("that the assistant opens");
  }

  @Test
  void aConversationWithoutAnswersHasNoSpans() {
    Chat chat = Chat.of(List.of(message("user", "Hello")));
    assertThat(AssistantTurns.of(template(GROWING), chat, 0).generated()).isEmpty();
  }

  private static ChatTemplate template(String source) {
    return ChatTemplate.of(source, Map.of());
  }

  private static Map<String, Object> message(String role, String content) {
    return Map.of("role", role, "content", content);
  }
}
