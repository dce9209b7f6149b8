package io.gristmill.quality;

import io.gristmill.text.PythonText;
import io.gristmill.text.Words;
import java.util.List;

/**
 * Drops a record with a field that is too short or too long. An empty input is not measured. Score:
 * the length in words or code points; threshold: the bound that it violates.
 *
 * @param eastAsianWords whether each Han, kana, Thai or Hangul character counts as a word
 * @param bounds bounds for instruction, input and output, in this order
 */
record LengthRule(boolean eastAsianWords, List<LengthBounds> bounds) implements Rule.FieldRule {

  LengthRule {
    bounds = List.copyOf(bounds);
  }

  @Override
  public Verdict judge(Field field, String text) {
    LengthBounds limits = bounds.get(field.ordinal());
    if (limits.equals(LengthBounds.NONE) || (field == Field.INPUT && text.isEmpty())) {
      return Verdict.KEEP;
    }
    int words = eastAsianWords ? Words.countEastAsian(text) : PythonText.countWords(text);
    Verdict verdict = within(field, words, "words", limits.minWords(), limits.maxWords());
    return verdict instanceof Verdict.Drop
        ? verdict
        : within(
            field, PythonText.length(text), "characters", limits.minChars(), limits.maxChars());
  }

  private Verdict within(Field field, int length, String unit, int min, int max) {
    if (length < min) {
      return drop(field, length, unit, "fewer than", min);
    }
    return length > max ? drop(field, length, unit, "more than", max) : Verdict.KEEP;
  }

  private Verdict drop(Field field, int length, String unit, String relation, int bound) {
    String detail = "%s has %d %s, %s %d".formatted(field.label(), length, unit, relation, bound);
    return new Verdict.Drop("length", length, bound, detail);
  }
}
