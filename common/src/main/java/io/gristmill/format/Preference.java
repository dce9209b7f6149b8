package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.function.Function;

/**
 * Two answers to one question. The better one is the output of a record, the other its metadata
 * {@link #REJECTED}, as recipes make preferences and as files of preferences are read.
 */
final class Preference {

  /** Metadata key of the worse answer. */
  static final String REJECTED = "rejected";

  private Preference() {}

  /** What {@code next} makes of the worse answer, or the skip of a record that is no preference. */
  static Formatted formatWith(Example example, Function<String, Formatted> next) {
    String rejected = example.metadata().get(REJECTED);
    if (rejected == null) {
      return new Formatted.Skip("no-rejected-answer", "the record has no metadata " + REJECTED);
    }
    return rejected.equals(example.output())
        ? new Formatted.Skip("equal-answers", "the chosen and the rejected answer are equal")
        : next.apply(rejected);
  }
}
