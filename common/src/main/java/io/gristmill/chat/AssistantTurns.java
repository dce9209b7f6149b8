package io.gristmill.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jinja.Rendering;
import io.gristmill.jinja.Span;
import io.gristmill.jinja.TemplateException;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the parts of a rendered conversation that the assistant wrote, for loss on assistant turns
 * only.
 *
 * <p>A template with {@code {% generation %}} blocks marks them itself. For any other template, an
 * assistant turn reaches from the end of the preceding conversation, rendered with the generation
 * prompt, to the end of the conversation including the turn: the generation prompt is not in the
 * loss, the text and the end mark of the turn are, and text between turns belongs to the preceding
 * turn. The result is exact: unless every such prefix is a prefix of the whole text, an exception
 * is thrown. Templates that drop the reasoning of earlier turns, or render the last turn
 * differently, do not have that property, but often have it for the last turn alone.
 */
public final class AssistantTurns {

  private static final String ASSISTANT = "assistant";

  private AssistantTurns() {}

  /**
   * The text of a conversation with the spans of the assistant's turns from a message on.
   *
   * @param from index of the first of these messages
   * @throws TemplateException when the template fails, or a prefix of the conversation is not a
   *     prefix of the text
   */
  public static Rendering of(ChatTemplate template, Chat chat, int from) {
    return template.marksGeneration()
        ? findByGenerationBlocks(template, chat, from)
        : findByPrefixes(template, chat, from);
  }

  /** Index of the assistant's last message; -1 if there is none. */
  public static int lastAssistantMessage(Chat chat) {
    for (int i = chat.messages().size() - 1; i >= 0; i--) {
      if (isAssistant(chat.messages().get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Skips as many blocks as the messages before {@code from} render. */
  private static Rendering findByGenerationBlocks(ChatTemplate template, Chat chat, int from) {
    Rendering whole = template.render(chat);
    List<Span> spans = whole.generated();
    int before =
        from == 0
            ? 0
            : template
                .render(firstMessages(chat, from).withoutGenerationPrompt())
                .generated()
                .size();
    if (before > spans.size()) {
      throw unsupportedPrefix(from - 1);
    }
    return new Rendering(whole.text(), spans.subList(before, spans.size()));
  }

  private static Rendering findByPrefixes(ChatTemplate template, Chat chat, int from) {
    String text = template.text(chat);
    List<Span> turns = new ArrayList<>();
    for (int i = from; i < chat.messages().size(); i++) {
      if (isAssistant(chat.messages().get(i))) {
        String before = renderPrefix(template, chat, i, true, text);
        String after = renderPrefix(template, chat, i + 1, false, text);
        if (!after.startsWith(before)) {
          throw unsupportedPrefix(i);
        }
        turns.add(new Span(PythonText.length(before), PythonText.length(after)));
      }
    }
    return new Rendering(text, turns);
  }

  private static boolean isAssistant(Map<String, Object> message) {
    Object role = message.get("role");
    String name = role instanceof JsonNode node ? node.asText() : String.valueOf(role);
    return name.equals(ASSISTANT);
  }

  private static Chat firstMessages(Chat chat, int messages) {
    return chat.withMessages(chat.messages().subList(0, messages));
  }

  /** Renders the first messages; the result must be a prefix of the whole text. */
  private static String renderPrefix(
      ChatTemplate template, Chat chat, int messages, boolean withGenerationPrompt, String text) {
    if (messages == 0) {
      throw TemplateException.unsupported(
          "the assistant's turns of a conversation that the assistant opens, with a template"
              + " without {% generation %}");
    }
    Chat first = firstMessages(chat, messages);
    String start =
        template.text(
            withGenerationPrompt ? first.withGenerationPrompt() : first.withoutGenerationPrompt());
    if (!text.startsWith(start)) {
      throw unsupportedPrefix(messages - 1);
    }
    return start;
  }

  private static TemplateException unsupportedPrefix(int message) {
    return TemplateException.unsupported(
        "the assistant's turns of a template that has no {% generation %} blocks and renders"
            + " earlier turns differently when others follow, as at message "
            + (message + 1));
  }
}
