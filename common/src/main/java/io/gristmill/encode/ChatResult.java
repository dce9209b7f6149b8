package io.gristmill.encode;

import io.gristmill.chat.Chat;

/** What a record is to a chat template: a conversation, or why it is none. */
sealed interface ChatResult permits ChatResult.Parsed, UnusableRecord {

  /** A conversation of at least one message. */
  record Parsed(Chat chat) implements ChatResult {}
}
