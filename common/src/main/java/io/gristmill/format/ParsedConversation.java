package io.gristmill.format;

import java.util.function.Function;

/** A conversation, or the reason why a record has none. */
public sealed interface ParsedConversation permits Conversation, Formatted.Skip {

  /** Formats the conversation with {@code next}; a skip is returned unchanged. */
  Formatted formatWith(Function<Conversation, Formatted> next);
}
