package io.gristmill.encode;

import io.gristmill.format.Conversation;
import io.gristmill.format.Formatted;
import io.gristmill.format.MultiTurn;
import io.gristmill.record.Example;
import java.util.Optional;

/** Requirements of single-turn templates on an example. */
final class SingleTurn {

  private SingleTurn() {}

  /** The reason why an example is not a single question and answer; empty if it is. */
  static Optional<UnusableRecord> findFault(Example example, MultiTurn multiTurn) {
    if (multiTurn == MultiTurn.SKIP
        && example.metadata().containsKey(Example.MESSAGES)
        && countTurns(example) != 2) {
      return Optional.of(
          new UnusableRecord(
              "more-than-one-exchange",
              "a conversation of several turns or with a system message; set"
                  + " training-data.prompt-template to a multi-turn template, such as chatml"));
    }
    return example.output().isBlank()
        ? Optional.of(new UnusableRecord("empty-answer", "the answer has no text"))
        : Optional.empty();
  }

  private static int countTurns(Example example) {
    return Conversation.of(example, Conversation.INPUT_SEPARATOR)
            instanceof Conversation conversation
        ? conversation.messages().size()
        : 0;
  }

  static UnusableRecord toUnusable(Formatted.Skip skip) {
    return new UnusableRecord(skip.reason(), skip.detail());
  }
}
