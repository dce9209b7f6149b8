package io.gristmill.jobs.train.tracking.html;

/** Texts inside HTML, whatever they hold. */
final class HtmlEscape {

  private HtmlEscape() {}

  /** A text between tags or inside a quoted attribute; what no HTML may hold becomes U+FFFD. */
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

  /** Neither a control character but white space, nor half of a surrogate pair. */
  private static boolean isAllowed(int c) {
    boolean control = c < ' ' && c != '\n' && c != '\t' && c != '\r';
    return !control && !(c >= 0x7F && c < 0xA0) && !(c >= 0xD800 && c < 0xE000);
  }

  /** JSON inside a script element, which nothing in it can end. */
  static String escapeJson(String json) {
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }
}
