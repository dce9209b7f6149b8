package io.gristmill.quality;

import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.List;

/** Judges one record. Rules are pure: the same record always gets the same verdict. */
@FunctionalInterface
public interface Rule extends Serializable {

  Verdict judge(Example example);

  /** Judges the text of one field. */
  @FunctionalInterface
  interface FieldRule extends Serializable {
    Verdict judge(Field field, String text);
  }

  /** Applies a rule to several fields; the first field that violates it decides. */
  static Rule ofFields(List<Field> fields, FieldRule rule) {
    List<Field> all = List.copyOf(fields);
    return example -> {
      for (Field field : all) {
        Verdict verdict = rule.judge(field, field.of(example));
        if (verdict instanceof Verdict.Drop) {
          return verdict;
        }
      }
      return Verdict.KEEP;
    };
  }
}
