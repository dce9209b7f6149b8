package io.gristmill.encode;

import io.gristmill.chat.Chat;

/** A record as the input of a chat template: a conversation, or the reason why it is unusable. */
sealed interface ChatResult permits ChatResult.Parsed, UnusableRecord {

  /** A conversation of at least one message. */
  record Parsed(Chat chat) implements ChatResult {}
}
