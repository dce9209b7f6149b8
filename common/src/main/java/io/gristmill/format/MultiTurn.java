package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.function.Function;

/**
 * What formats of one instruction and one answer do with a record that holds a whole conversation
 * ({@link Example#MESSAGES}). Other records pass untouched.
 */
public enum MultiTurn {
  /** Skips a conversation that says more than one exchange: nothing is cut off unnoticed. */
  SKIP,
  /** Takes the first exchange and leaves the system text and every later turn. */
  FIRST;

  /** What {@code next} makes of the example, or the skip. */
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
