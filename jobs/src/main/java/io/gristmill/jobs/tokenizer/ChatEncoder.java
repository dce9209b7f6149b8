package io.gristmill.jobs.tokenizer;

import io.gristmill.chat.AssistantMask;
import io.gristmill.chat.AssistantTurns;
import io.gristmill.chat.Chat;
import io.gristmill.chat.ChatTemplate;
import io.gristmill.chat.ChatText;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.tokens.TokenExample;

/**
 * Conversations as tokens of which the assistant's are to be learned.
 *
 * @param template of the model
 * @param tokenizer of the model
 */
public record ChatEncoder(ChatTemplate template, Tokenizer tokenizer) {

  /**
   * The tokens of a conversation; answers are the tokens of the assistant's turns.
   *
   * @throws TemplateException when the template refuses the conversation, or does not tell the
   *     assistant's turns
   */
  public TokenExample encode(Chat chat) {
    ChatText text = AssistantTurns.of(template, chat);
    TokenizedText tokens = tokenizer.encodeWithOffsets(text.text());
    return TokenExample.of(
        AssistantMask.of(text.assistant(), tokens.starts(), tokens.ends()), tokens.ids());
  }
}
