package io.gristmill.jobs.respond;

import io.gristmill.format.Conversation;
import java.util.List;

/** What a server is asked for an example, or why it cannot be. */
sealed interface ServerPrompt {

  /** A text that the model continues. */
  record Text(String text) implements ServerPrompt {}

  /** Turns, the last of which asks. */
  record Turns(List<Conversation.Message> messages) implements ServerPrompt {
    public Turns {
      messages = List.copyOf(messages);
    }
  }

  /**
   * There is none.
   *
   * @param rule kebab-case, as in a reject table
   */
  record Unusable(String rule, String detail) implements ServerPrompt {}
}
