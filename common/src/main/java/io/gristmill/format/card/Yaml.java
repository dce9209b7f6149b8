package io.gristmill.format.card;

import java.util.Locale;

/** Writes YAML scalars that are always read as text. */
final class Yaml {

  private Yaml() {}

  /**
   * A text in double quotes, so that {@code no} and 1.0 are read as text. Non-printable characters
   * are escaped; an unpaired surrogate becomes U+FFFD.
   */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(codePoint -> append(out, codePoint));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      default -> {
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
          out.append('\uFFFD');
        } else if (isPlain(codePoint)) {
          out.appendCodePoint(codePoint);
        } else {
          out.append(String.format(Locale.ROOT, "\\u%04X", codePoint));
        }
      }
    }
  }

  private static boolean isPlain(int codePoint) {
    return codePoint >= 0x10000
        || (codePoint >= 0x20 && codePoint < 0x7F)
        || (codePoint >= 0xA0
            && codePoint < 0xFFFE
            && codePoint != 0x2028
            && codePoint != 0x2029
            && codePoint != 0xFEFF);
  }
}
