package io.gristmill.format;

import java.util.function.Function;

/** A conversation, or why there is none. */
public sealed interface ParsedConversation permits Conversation, Formatted.Skip {

  /** What {@code next} makes of the conversation; a skip stays as it is. */
  Formatted formatWith(Function<Conversation, Formatted> next);
}
