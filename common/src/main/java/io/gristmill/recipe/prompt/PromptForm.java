package io.gristmill.recipe.prompt;

import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import java.util.List;

/** How a prompt that a model is to continue reaches it. */
public enum PromptForm {
  /** As a user's turn, after a system text that asks to continue it; every chat server has this. */
  CHAT,
  /** As it stands, for the text completions of base models, as in the references. */
  TEXT;

  /**
   * The prompt.
   *
   * @param system of a chat; none where empty
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
