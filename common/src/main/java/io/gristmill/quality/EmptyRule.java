package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.PythonText;
import java.util.List;

/**
 * Drops a record with an empty or blank field. Score: code points left after stripping (always 0);
 * threshold: 1.
 *
 * @param fields the fields that must not be blank
 */
public record EmptyRule(List<Field> fields) implements Rule {

  public EmptyRule {
    fields = List.copyOf(fields);
  }

  @Override
  public String name() {
    return "empty";
  }

  @Override
  public Verdict judge(Example example) {
    for (Field field : fields) {
      if (PythonText.strip(field.of(example)).isEmpty()) {
        return new Verdict.Drop(name(), 0, 1, field.label() + " is empty");
      }
    }
    return Verdict.KEEP;
  }
}
