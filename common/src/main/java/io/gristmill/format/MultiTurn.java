package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.function.Function;

/**
 * How formats with one instruction and one answer treat a record with a whole conversation ({@link
 * Example#MESSAGES}). Other records are not affected.
 */
public enum MultiTurn {
  /** Skips a conversation with more than one exchange, so that no text is lost unnoticed. */
  SKIP,
  /** Writes the first exchange and omits the system message and all later turns. */
  FIRST;

  /** Formats the example with {@code next}, or skips it. */
  Formatted formatWith(Example example, Function<Example, Formatted> next) {
    if (this == FIRST || !example.metadata().containsKey(Example.MESSAGES)) {
      return next.apply(example);
    }
    return Conversation.of(example, Conversation.INPUT_SEPARATOR)
        .formatWith(
            conversation ->
                conversation.messages().size() == 2
                    ? next.apply(example)
                    : new Formatted.Skip(
                        "more-than-one-exchange", conversation.messages().size() + " turns"));
  }
}
