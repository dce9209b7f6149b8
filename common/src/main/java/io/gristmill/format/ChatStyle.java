package io.gristmill.format;

import io.gristmill.format.Conversation.Message;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** How a conversation is written as one text. */
public sealed interface ChatStyle extends Serializable {

  /** Roles that the style has a place for. */
  default Set<Role> roles() {
    return EnumSet.of(Role.SYSTEM, Role.USER, Role.ASSISTANT);
  }

  /** The whole text, without a prompt for a further answer. */
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

  /** Phi-3's own: {@code <|role|>\ncontent<|end|>\n} for every turn. */
  record Phi3() implements ChatStyle {
    @Override
    public String render(Conversation conversation) {
      return conversation.messages().stream()
          .map(m -> "<|" + m.role().messagesName() + "|>\n" + m.content() + "<|end|>\n")
          .collect(Collectors.joining());
    }
  }

  /**
   * Vicuna v1.1: system text and a blank, then {@code USER: q ASSISTANT: a</s>} for every exchange,
   * all on one line.
   *
   * @param system the system text of conversations that bring none; may be empty, and then nothing
   *     stands in front
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
   * The simple Vicuna form: {@code USER: q\n}, and {@code ASSISTANT: a</s>\n} for every turn that
   * is not the user's, a system text among them; no system text of its own.
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
