package io.gristmill.recipe.prompt;

import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import java.util.List;

/** How a prompt that the model continues is sent. */
public enum PromptForm {
  /** As a user turn after a system prompt that asks to continue it; works with any chat server. */
  CHAT,
  /** As plain text for the text completions of base models, as Self-Instruct and Alpaca do. */
  TEXT;

  /**
   * Builds the prompt.
   *
   * @param system system prompt of a chat; empty means none
   */
  public Prompt of(String system, String text) {
    if (this == TEXT) {
      return Prompt.text(text);
    }
    return system.isEmpty()
        ? Prompt.user(text)
        : new Prompt.Chat(List.of(Message.system(system), Message.user(text)));
  }
}
