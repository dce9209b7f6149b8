package io.gristmill.llm;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;

/** A prompt: chat messages or plain text. */
public sealed interface Prompt extends Serializable {

  /** Messages that the server formats with the model's chat template. */
  record Chat(List<Message> messages) implements Prompt {
    public Chat {
      messages = List.copyOf(messages);
      Require.that(!messages.isEmpty(), "a chat prompt needs at least one message");
    }
  }

  /** Plain text that the model continues, without a template. */
  record Text(String text) implements Prompt {}

  /** A chat with a single user message. */
  static Prompt user(String content) {
    return new Chat(List.of(Message.user(content)));
  }

  static Prompt text(String text) {
    return new Text(text);
  }
}
