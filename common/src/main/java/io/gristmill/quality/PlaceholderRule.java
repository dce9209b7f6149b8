package io.gristmill.quality;

import io.gristmill.text.PythonText;
import java.util.List;

/**
 * Drops a record with a field that consists of a placeholder: a listed one ({@code <noinput>},
 * {@code N/A}) or a bracketed request to fill something in ({@code [insert name]}). Score: 1 for a
 * match; threshold: 0.
 *
 * @param texts placeholders, in any case
 * @param bracketPrefixes first words of a bracketed placeholder, in any case
 */
record PlaceholderRule(List<String> texts, List<String> bracketPrefixes) implements Rule.FieldRule {

  /** Maximum length of a placeholder (UTF-16 units); longer texts are not compared. */
  private static final int MAX_LENGTH = 200;

  PlaceholderRule {
    texts = texts.stream().map(PythonText::lower).toList();
    bracketPrefixes = bracketPrefixes.stream().map(PythonText::lower).toList();
  }

  @Override
  public Verdict judge(Field field, String text) {
    String stripped = PythonText.strip(text);
    if (stripped.length() > MAX_LENGTH || !isPlaceholder(PythonText.lower(stripped))) {
      return Verdict.KEEP;
    }
    String detail = "%s is the placeholder \"%s\"".formatted(field.label(), stripped);
    return new Verdict.Drop("placeholder", 1, 0, detail);
  }

  private boolean isPlaceholder(String text) {
    return texts.contains(text)
        || (isOneBracket(text) && bracketPrefixes.contains(firstWord(text)));
  }

  private static boolean isOneBracket(String text) {
    if (text.length() < 3) {
      return false;
    }
    int kind = "[<{".indexOf(text.charAt(0));
    return kind >= 0 && text.indexOf("]>}".charAt(kind)) == text.length() - 1;
  }

  private static String firstWord(String bracket) {
    List<String> words = PythonText.split(bracket.substring(1, bracket.length() - 1));
    return words.isEmpty() ? "" : words.get(0);
  }
}
