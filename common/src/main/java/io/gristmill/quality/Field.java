package io.gristmill.quality;

import io.gristmill.record.Example;
import java.util.Locale;

/** A text field of a record that rules can check. */
public enum Field {
  INSTRUCTION,
  INPUT,
  OUTPUT;

  /** The text of this field in an example. */
  public String of(Example example) {
    return switch (this) {
      case INSTRUCTION -> example.instruction();
      case INPUT -> example.input();
      case OUTPUT -> example.output();
    };
  }

  /** The name in settings and records, for example {@code output}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
