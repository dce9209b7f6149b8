package io.gristmill.jinja.library;

import io.gristmill.text.PythonText;
import java.util.Locale;

/** Case conversions. */
final class Cases {

  private Cases() {}

  /** {@code text.upper()}. */
  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** {@code text.title()}: upper case for letters after a character that is not a cased letter. */
  static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean within = false;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      String letter = Character.toString(text.codePointAt(at));
      out.append(within ? PythonText.lower(letter) : PythonText.capitalize(letter));
      within = isCased(letter.codePointAt(0));
    }
    return out.toString();
  }

  /** {@code text.swapcase()}. */
  static String swap(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              String letter = Character.toString(c);
              out.append(Character.isUpperCase(c) ? PythonText.lower(letter) : upper(letter));
            });
    return out.toString();
  }

  /** Whether a code point has case. */
  static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }
}
