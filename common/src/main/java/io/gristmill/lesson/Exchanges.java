package io.gristmill.lesson;

import io.gristmill.format.Conversation;
import io.gristmill.format.Formatted;
import io.gristmill.format.SingleExchange;
import io.gristmill.record.Example;
import java.util.Optional;

/** What styles of one question and one answer ask of an example. */
final class Exchanges {

  private Exchanges() {}

  /** Why an example is not one exchange. */
  static Optional<Unusable> fault(Example example, SingleExchange conversations) {
    if (conversations == SingleExchange.SKIP
        && example.metadata().containsKey(Example.MESSAGES)
        && turns(example) != 2) {
      return Optional.of(
          new Unusable(
              "more-than-one-exchange",
              "a conversation of several turns or with a system text; choose a style of turns, such"
                  + " as chatml"));
    }
    return example.output().isBlank()
        ? Optional.of(new Unusable("empty-answer", "the answer has no text"))
        : Optional.empty();
  }

  private static int turns(Example example) {
    return Conversation.of(example, Conversation.JOINER) instanceof Conversation conversation
        ? conversation.messages().size()
        : 0;
  }

  static Unusable unusable(Formatted.Skip skip) {
    return new Unusable(skip.reason(), skip.detail());
  }
}
