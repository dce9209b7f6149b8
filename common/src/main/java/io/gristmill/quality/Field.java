package io.gristmill.quality;

import io.gristmill.record.Example;
import java.util.Locale;

/** A text of a record that rules look at. */
public enum Field {
  INSTRUCTION,
  INPUT,
  OUTPUT;

  /** The text of this field. */
  public String of(Example example) {
    return switch (this) {
      case INSTRUCTION -> example.instruction();
      case INPUT -> example.input();
      case OUTPUT -> example.output();
    };
  }

  /** The name as users and records write it, for example {@code output}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
