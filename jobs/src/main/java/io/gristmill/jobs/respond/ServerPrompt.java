package io.gristmill.jobs.respond;

import io.gristmill.format.Conversation;
import java.util.List;

/** The prompt of an example for a server, or the reason why there is none. */
sealed interface ServerPrompt {

  /** A text that the model completes. */
  record Text(String text) implements ServerPrompt {}

  /** Chat messages, the last one by the user. */
  record Turns(List<Conversation.Message> messages) implements ServerPrompt {
    public Turns {
      messages = List.copyOf(messages);
    }
  }

  /**
   * The example has no prompt.
   *
   * @param rule kebab-case, as in a reject table
   */
  record Unusable(String rule, String detail) implements ServerPrompt {}
}
