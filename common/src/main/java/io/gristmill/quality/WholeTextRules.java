package io.gristmill.quality;

import io.gristmill.text.PythonText;
import java.util.List;

/** Rules on whole texts, without leading and trailing whitespace. */
final class WholeTextRules {

  private WholeTextRules() {}

  /** Drops a record with a blank field. Score: code points left (always 0); threshold: 1. */
  static Rule notEmpty(List<Field> fields) {
    return Rule.ofFields(
        fields,
        (field, text) ->
            PythonText.strip(text).isEmpty()
                ? new Verdict.Drop("empty", 0, 1, field.label() + " is empty")
                : Verdict.KEEP);
  }

  /** Drops a record whose output equals the given field, unless empty. Score: 1; threshold: 0. */
  static Rule notEqualToOutput(Field field) {
    return example -> {
      String text = PythonText.strip(field.of(example));
      return !text.isEmpty() && text.equals(PythonText.strip(example.output()))
          ? new Verdict.Drop(
              field.label() + "-equals-output", 1, 0, "output repeats the " + field.label())
          : Verdict.KEEP;
    };
  }
}
