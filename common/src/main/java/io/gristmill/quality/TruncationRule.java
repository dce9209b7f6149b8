package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.PythonText;
import io.gristmill.text.Scripts;
import io.gristmill.text.Words;
import java.util.List;
import java.util.Set;

/**
 * Drops a record with a truncated text: one that ends with a colon or, if {@code checkEndings} is
 * set, an output that leaves a code fence open, ends with a comma, ends with a word that cannot end
 * a sentence, or ends with a long line of prose without final punctuation. Headings, forms,
 * signatures, hashtags, verse and code may end like this and are kept. Score: length of the text or
 * of its last line (code points), or the number of fences; threshold: the minimum length for the
 * check.
 *
 * @param checkEndings whether to check the output for the other endings; a final colon is then
 *     ignored after the label of a form or a line of code, and the full-width colon counts, too
 * @param danglingWords words that cannot end a sentence, in lower case
 */
record TruncationRule(
    List<Field> colonFields,
    boolean checkEndings,
    int minChars,
    int minLastLineChars,
    Set<String> danglingWords)
    implements Rule {

  private static final String COLONS = ":\uFF1A";
  private static final String COMMAS = ",\uFF0C\u3001\u060C";
  private static final String ENDS = ".!?\u3002\uFF01\uFF1F\u2026\n";
  private static final String FENCE = "```";

  /** Minimum number of words after the last full sentence; fewer are a signature or a label. */
  private static final int MIN_TAIL_WORDS = 8;

  TruncationRule {
    colonFields = List.copyOf(colonFields);
    danglingWords = Set.copyOf(danglingWords);
  }

  @Override
  public Verdict judge(Example example) {
    for (Field field : colonFields) {
      String text = PythonText.strip(field.of(example));
      if (checkEndings ? endsInOpenColon(text) : text.endsWith(":")) {
        return drop(PythonText.length(text), 0, field.label() + " ends with a colon", text);
      }
    }
    String output = PythonText.strip(example.output());
    return checkEndings && !output.isEmpty() ? judgeOutput(output) : Verdict.KEEP;
  }

  private Verdict judgeOutput(String text) {
    long fences = text.lines().filter(TruncationRule::isFence).count();
    if (fences % 2 == 1) {
      return drop(fences, 0, "output leaves a code fence open", text);
    }
    if (fences > 0) {
      return Verdict.KEEP; // code may end with anything
    }
    int length = PythonText.length(text);
    if (length >= minChars && endsInComma(text)) {
      return drop(length, minChars, "output ends with a comma", text);
    }
    if (length >= minChars && danglingWords.contains(lastWord(text))) {
      return drop(length, minChars, "output ends with a dangling word", text);
    }
    String line = lastLine(text);
    int lineLength = PythonText.length(line);
    return lineLength >= minLastLineChars && isOpenProse(line)
        ? drop(lineLength, minLastLineChars, "output ends a long line without punctuation", line)
        : Verdict.KEEP;
  }

  /** Whether a final colon announces missing text: it ends no form label and no head of code. */
  private static boolean endsInOpenColon(String text) {
    return endsInOneOf(text, COLONS)
        && !text.endsWith("):")
        && text.lines().filter(line -> endsInOneOf(PythonText.strip(line), COLONS)).count() == 1;
  }

  /** Whether a comma ends the text inside a sentence, unlike "Sincerely," or a line of verse. */
  private static boolean endsInComma(String text) {
    return endsInOneOf(text, COMMAS)
        && text.length() > 1
        && Character.isLetterOrDigit(text.codePointBefore(text.length() - 1))
        && isInsideSentence(text);
  }

  /** Whether a line ends with a letter inside a sentence; East Asian letters do not count. */
  private static boolean isOpenProse(String line) {
    int last = line.codePointBefore(line.length());
    String word = lastWord(line);
    return Character.isLetter(last)
        && !Scripts.isUnspaced(last)
        && !Scripts.isHangul(last)
        && word.indexOf('#') < 0
        && word.indexOf('/') < 0
        && isInsideSentence(line);
  }

  /** Whether the text continues for several words after its last sentence end. */
  private static boolean isInsideSentence(String text) {
    int end = text.length() - 1;
    while (end >= 0 && ENDS.indexOf(text.charAt(end)) < 0) {
      end--;
    }
    return end > 0
        && text.charAt(end) != '\n'
        && Words.countEastAsian(text.substring(end + 1)) >= MIN_TAIL_WORDS;
  }

  private static boolean isFence(String line) {
    return PythonText.strip(line).startsWith(FENCE);
  }

  private static boolean endsInOneOf(String text, String characters) {
    return !text.isEmpty() && characters.indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  private static String lastLine(String text) {
    return PythonText.strip(text.substring(text.lastIndexOf('\n') + 1));
  }

  private static String lastWord(String text) {
    int start = text.length();
    while (start > 0 && !PythonText.isSpace(text.charAt(start - 1))) {
      start--;
    }
    return PythonText.lower(text.substring(start));
  }

  private Verdict drop(double score, double threshold, String reason, String text) {
    return new Verdict.Drop("truncated", score, threshold, reason + ": " + Excerpt.end(text));
  }
}
