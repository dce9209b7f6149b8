package io.gristmill.llm;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;

/** What a model is to continue. */
public sealed interface Prompt extends Serializable {

  /** Turns that the server puts into the model's own chat template. */
  record Chat(List<Message> messages) implements Prompt {
    public Chat {
      messages = List.copyOf(messages);
      Require.that(!messages.isEmpty(), "a chat needs at least one message");
    }
  }

  /** Text that the model continues as it stands, without any template. */
  record Text(String text) implements Prompt {}

  /** A chat of one user turn. */
  static Prompt user(String content) {
    return new Chat(List.of(Message.user(content)));
  }

  static Prompt text(String text) {
    return new Text(text);
  }
}
