package io.gristmill.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pieces of regular expressions with Python's meaning, and its {@code re.split}. */
public final class PythonPatterns {

  /** {@code \s}: what {@code str.isspace} says. */
  public static final String SPACE =
      "[\\t-\\r\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]";

  /** {@code \d}: a decimal digit of any script. */
  public static final String DIGIT = "\\p{Nd}";

  private PythonPatterns() {}

  /** {@code re.split}: every piece, empty ones too. */
  public static List<String> split(Pattern pattern, String text) {
    List<String> pieces = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    int at = 0;
    while (matcher.find()) {
      pieces.add(text.substring(at, matcher.start()));
      at = matcher.end();
    }
    pieces.add(text.substring(at));
    return pieces;
  }
}
