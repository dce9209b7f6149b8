package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.PythonText;

/**
 * Drops a record whose output equals its instruction or its input, ignoring leading and trailing
 * whitespace. Score: 1 (equal); threshold: 0. Empty fields do not count as equal.
 *
 * @param field the field that the output must differ from
 */
public record SameTextRule(Field field) implements Rule {

  @Override
  public String name() {
    return field.label() + "-equals-output";
  }

  @Override
  public Verdict judge(Example example) {
    String text = PythonText.strip(field.of(example));
    return !text.isEmpty() && text.equals(PythonText.strip(example.output()))
        ? new Verdict.Drop(name(), 1, 0, "output repeats the " + field.label())
        : Verdict.KEEP;
  }
}
