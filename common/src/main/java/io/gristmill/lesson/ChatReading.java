package io.gristmill.lesson;

import io.gristmill.chat.Chat;

/** What a record is to a chat template: a conversation, or why it is none. */
sealed interface ChatReading permits ChatReading.Read, Unusable {

  /** A conversation of at least one message. */
  record Read(Chat chat) implements ChatReading {}
}
