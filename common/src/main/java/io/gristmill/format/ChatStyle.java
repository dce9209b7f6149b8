package io.gristmill.format;

import io.gristmill.format.Conversation.Message;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Renders a conversation as one text. */
public sealed interface ChatStyle extends Serializable {

  /** The roles that the style can render. */
  default Set<Role> roles() {
    return EnumSet.of(Role.SYSTEM, Role.USER, Role.ASSISTANT);
  }

  /** The text of the conversation, without a prompt for another answer. */
  String render(Conversation conversation);

  /** ChatML: {@code <|im_start|>role\ncontent<|im_end|>\n} for every turn. */
  record ChatMl() implements ChatStyle {
    @Override
    public Set<Role> roles() {
      return EnumSet.allOf(Role.class);
    }

    @Override
    public String render(Conversation conversation) {
      return conversation.messages().stream()
          .map(m -> "<|im_start|>" + m.role().messagesName() + "\n" + m.content() + "<|im_end|>\n")
          .collect(Collectors.joining());
    }
  }

  /** The chat template of Phi-3: {@code <|role|>\ncontent<|end|>\n} for every turn. */
  record Phi3() implements ChatStyle {
    @Override
    public String render(Conversation conversation) {
      return conversation.messages().stream()
          .map(m -> "<|" + m.role().messagesName() + "|>\n" + m.content() + "<|end|>\n")
          .collect(Collectors.joining());
    }
  }

  /**
   * Vicuna v1.1: the system message and a space, then {@code USER: q ASSISTANT: a</s>} for every
   * exchange, all on one line.
   *
   * @param system the system message of conversations without one; if empty, the text starts with
   *     {@code USER:}
   */
  record Vicuna(String system) implements ChatStyle {
    @Override
    public String render(Conversation conversation) {
      String opening = conversation.system().orElse(system);
      return conversation.turns().stream()
          .map(Vicuna::turn)
          .collect(Collectors.joining("", opening.isEmpty() ? "" : opening + " ", ""));
    }

    private static String turn(Message message) {
      return message.role() == Role.USER
          ? "USER: " + message.content() + " "
          : "ASSISTANT: " + message.content() + "</s>";
    }
  }

  /**
   * A simple Vicuna variant: {@code USER: q\n} for user turns and {@code ASSISTANT: a</s>\n} for
   * all others, including a system message; it has no default system message.
   */
  record VicunaLines() implements ChatStyle {
    @Override
    public Set<Role> roles() {
      return EnumSet.allOf(Role.class);
    }

    @Override
    public String render(Conversation conversation) {
      return conversation.messages().stream().map(VicunaLines::line).collect(Collectors.joining());
    }

    private static String line(Message message) {
      return message.role() == Role.USER
          ? "USER: " + message.content() + "\n"
          : "ASSISTANT: " + message.content() + "</s>\n";
    }
  }
}
