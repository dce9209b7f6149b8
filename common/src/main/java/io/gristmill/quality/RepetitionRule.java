package io.gristmill.quality;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Drops a record with a repetitive field: a long run of one character, duplicate lines, one very
 * frequent n-gram, or too much text inside repeated n-grams. Score and threshold: the length of the
 * run, or a fraction in [0, 1].
 */
record RepetitionRule(Limits limits) implements Rule.FieldRule {

  /** Thresholds, and minimum lengths for measuring; reference.conf describes them. */
  record Limits(
      int maxCharRun,
      int minLines,
      double dupLineFrac,
      int minWords,
      int topNGramSize,
      double topNGramFrac,
      int dupNGramSize,
      double dupNGramFrac)
      implements Serializable {}

  @Override
  public Verdict judge(Field field, String text) {
    Repetition.Run run = Repetition.longestRun(text);
    if (run.length() > limits.maxCharRun()) {
      String character = Character.toString(run.codePoint());
      String detail =
          "%s repeats the character %s %d times".formatted(field.label(), character, run.length());
      return new Verdict.Drop("repetition", run.length(), limits.maxCharRun(), detail);
    }
    Verdict lines = judgeLines(field, Repetition.lines(text));
    return lines instanceof Verdict.Drop ? lines : judgeNgrams(field, text);
  }

  private Verdict judgeLines(Field field, List<String> lines) {
    return lines.size() < limits.minLines()
        ? Verdict.KEEP
        : within(Repetition.duplicateLines(lines), limits.dupLineFrac(), field, "duplicate lines");
  }

  private Verdict judgeNgrams(Field field, String text) {
    List<String> words = Repetition.words(text);
    if (words.size() < limits.minWords()) {
      return Verdict.KEEP;
    }
    Verdict top =
        within(
            Repetition.topNgram(words, limits.topNGramSize()),
            limits.topNGramFrac(),
            field,
            "one frequent phrase");
    return top instanceof Verdict.Drop
        ? top
        : within(
            Repetition.duplicateNgrams(words, limits.dupNGramSize()),
            limits.dupNGramFrac(),
            field,
            "repeated phrases");
  }

  private Verdict within(Repetition.Share share, double max, Field field, String what) {
    if (share.share() <= max) {
      return Verdict.KEEP;
    }
    String detail =
        String.format(
            Locale.ROOT,
            "%.0f %% of %s is %s such as %s",
            100 * share.share(),
            field.label(),
            what,
            Excerpt.start(share.example()));
    return new Verdict.Drop("repetition", share.share(), max, detail);
  }
}
