package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.PythonText;
import io.gristmill.text.Scripts;
import io.gristmill.text.Words;
import java.util.List;
import java.util.Set;

/**
 * Drops a record with a text that stops before its end: at a colon, and, where {@code unfinished}
 * is given, an output that leaves a code fence open, ends in a comma, ends in a word that cannot
 * end a sentence, or ends a long line of prose without punctuation. Headings, forms, signatures,
 * hashtags, verse and code end so too and stay. Score: code points of the text or of its last line,
 * or the number of fences; threshold: the length from which the sign counts.
 *
 * @param colonFields fields that must not end with a colon
 * @param checkEndings whether the output is looked at for the other signs; then the colon after a
 *     form's label or a line of code is no sign, and the full-width colon is one
 * @param minChars code points from which an output can end in a comma or a dangling word
 * @param minLastLineChars code points from which a last line needs an end
 * @param danglingWords words that end no sentence, in lower case
 */
public record TruncationRule(
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

  /** Fewer words after the last sentence are a signature or a label. */
  private static final int MIN_TAIL_WORDS = 8;

  public TruncationRule {
    colonFields = List.copyOf(colonFields);
    danglingWords = Set.copyOf(danglingWords);
  }

  @Override
  public String name() {
    return "truncated";
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
      return Verdict.KEEP; // code ends as it likes
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

  /** A colon that announces something, not the last label of a form nor the head of a block. */
  private static boolean endsInOpenColon(String text) {
    return endsInOneOf(text, COLONS)
        && !text.endsWith("):")
        && text.lines().filter(line -> endsInOneOf(PythonText.strip(line), COLONS)).count() == 1;
  }

  /** A comma inside a sentence of prose; "Sincerely," and lines of verse are none. */
  private static boolean endsInComma(String text) {
    return endsInOneOf(text, COMMAS)
        && text.length() > 1
        && Character.isLetterOrDigit(text.codePointBefore(text.length() - 1))
        && isInsideSentence(text);
  }

  /** Whether a line ends on a letter inside a sentence; East Asian writers omit the full stop. */
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

  /** Whether a sentence ended earlier on and several words came after it. */
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
    return new Verdict.Drop(name(), score, threshold, reason + ": " + Excerpt.end(text));
  }
}
