package io.gristmill.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Character classes with the meaning of Python's {@code re}, and its {@code re.split}. */
public final class PythonPatterns {

  /** {@code \s}: the characters for which {@code str.isspace} holds. */
  public static final String SPACE =
      "[\\t-\\r\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]";

  /** {@code \d}: decimal digits of any script. */
  public static final String DIGIT = "\\p{Nd}";

  private PythonPatterns() {}

  /** {@code re.split}: all pieces, including empty ones. */
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
