package io.gristmill.jobs.train.tracking;

/** Escapes arbitrary text for HTML. */
final class HtmlEscape {

  private HtmlEscape() {}

  /**
   * Escapes text for element content or a quoted attribute; characters that HTML forbids become
   * U+FFFD.
   */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
    }
  }

  /** Whether HTML allows the code point: no control character except white space, no surrogate. */
  private static boolean isAllowed(int c) {
    boolean control = c < ' ' && c != '\n' && c != '\t' && c != '\r';
    return !control && !(c >= 0x7F && c < 0xA0) && !(c >= 0xD800 && c < 0xE000);
  }

  /** Escapes JSON for a script element, so that no string in it can close the element. */
  static String escapeJson(String json) {
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }
}
