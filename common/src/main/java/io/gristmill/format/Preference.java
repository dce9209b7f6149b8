package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.function.Function;

/**
 * A preference record: the chosen answer is the output, the rejected one is in the metadata {@link
 * #REJECTED}. Recipes write preferences like this, and ingest reads them like this.
 */
final class Preference {

  /** Metadata key of the rejected answer. */
  static final String REJECTED = "rejected";

  private Preference() {}

  /** Formats the rejected answer with {@code next}; skips a record that is not a preference. */
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
