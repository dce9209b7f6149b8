package io.gristmill.contamination;

import io.gristmill.config.SettingsReader;
import io.gristmill.record.Example;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A text of a record, or several joined by line breaks. */
public enum ContaminationField {
  INSTRUCTION,
  INPUT,
  OUTPUT,
  INSTRUCTION_INPUT,
  INSTRUCTION_INPUT_OUTPUT;

  /** The text of an example; empty parts add no line break. */
  public String of(Example example) {
    return switch (this) {
      case INSTRUCTION -> example.instruction();
      case INPUT -> example.input();
      case OUTPUT -> example.output();
      case INSTRUCTION_INPUT -> join(example.instruction(), example.input());
      case INSTRUCTION_INPUT_OUTPUT ->
          join(join(example.instruction(), example.input()), example.output());
    };
  }

  static Optional<ContaminationField> fromName(String name) {
    return Arrays.stream(values()).filter(f -> SettingsReader.kebab(f).equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(SettingsReader::kebab).toList();
  }

  private static String join(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "\n" + second;
  }
}
