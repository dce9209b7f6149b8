package io.gristmill.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jinja.Rendering;
import io.gristmill.jinja.Span;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which parts of a conversation's text are the assistant's: what a model learns when labels are
 * masked to the assistant.
 *
 * <p>A template with {@code {% generation %}} blocks says so itself. For any other template the
 * turn of an assistant's message reaches from the end of the conversation before it, rendered with
 * the opening of the assistant's turn, to the end of the conversation up to it: so the opening is
 * not learned, the text and the tokens that close the turn are, and what the template writes
 * between turns belongs to the turn before. This is exact, or refused: the conversations up to
 * there must all be the start of the whole text. Templates that drop the thoughts of earlier turns,
 * or write the last turn otherwise than the rest, do not have that property; but often enough for
 * their last turn alone.
 */
public final class AssistantTurns {

  private static final String ASSISTANT = "assistant";

  private AssistantTurns() {}

  /**
   * The text of a conversation with the parts that the assistant says.
   *
   * @throws TemplateException when the template fails, or its text does not grow by turns
   */
  public static ChatText of(ChatTemplate template, Chat chat) {
    return of(template, chat, 0);
  }

  /**
   * The same with the turns of some messages alone.
   *
   * @param from place of the first of these messages, from 0
   * @throws TemplateException when the template fails, or its text does not grow by these turns
   */
  public static ChatText of(ChatTemplate template, Chat chat, int from) {
    return template.marksGeneration()
        ? byMarks(template, chat, from)
        : byPrefixes(template, chat, from);
  }

  /** The place of the last message that is the assistant's; -1 where none is. */
  public static int lastAssistantMessage(Chat chat) {
    for (int i = chat.messages().size() - 1; i >= 0; i--) {
      if (isAssistant(chat.messages().get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Blocks of the messages before {@code from} are counted, wherever a template puts them. */
  private static ChatText byMarks(ChatTemplate template, Chat chat, int from) {
    Rendering whole = template.render(chat);
    List<Span> spans = whole.generated();
    int before =
        from == 0
            ? 0
            : template.render(first(chat, from).withoutGenerationPrompt()).generated().size();
    if (before > spans.size()) {
      throw unstable(from - 1);
    }
    return new ChatText(whole.text(), spans.subList(before, spans.size()));
  }

  private static ChatText byPrefixes(ChatTemplate template, Chat chat, int from) {
    String text = template.text(chat);
    List<Span> turns = new ArrayList<>();
    for (int i = from; i < chat.messages().size(); i++) {
      if (isAssistant(chat.messages().get(i))) {
        String before = start(template, chat, i, true, text);
        String after = start(template, chat, i + 1, false, text);
        if (!after.startsWith(before)) {
          throw unstable(i);
        }
        turns.add(new Span(PythonText.length(before), PythonText.length(after)));
      }
    }
    return new ChatText(text, turns);
  }

  private static boolean isAssistant(Map<String, Object> message) {
    Object role = message.get("role");
    String name = role instanceof JsonNode node ? node.asText() : String.valueOf(role);
    return name.equals(ASSISTANT);
  }

  private static Chat first(Chat chat, int messages) {
    return chat.withMessages(chat.messages().subList(0, messages));
  }

  /** The text of the first messages, which must be how the whole text starts. */
  private static String start(
      ChatTemplate template, Chat chat, int messages, boolean open, String text) {
    if (messages == 0) {
      throw TemplateException.unsupported(
          "the turns of a conversation that the assistant opens, by a template without"
              + " {% generation %}");
    }
    Chat first = first(chat, messages);
    String start =
        template.text(open ? first.withGenerationPrompt() : first.withoutGenerationPrompt());
    if (!text.startsWith(start)) {
      throw unstable(messages - 1);
    }
    return start;
  }

  private static TemplateException unstable(int message) {
    return TemplateException.unsupported(
        "the assistant's turns of a template without {% generation %} whose text does not grow by"
            + " turns, as at message "
            + (message + 1));
  }
}
