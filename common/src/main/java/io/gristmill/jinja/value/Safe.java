package io.gristmill.jinja.value;

/**
 * Text that the filters {@code safe} and {@code escape} marked as HTML. Templates are rendered
 * without escaping, so it prints like any text, but text appended with {@code +} is escaped.
 *
 * @param text the text itself
 */
public record Safe(String text) {

  /** A text escaped for concatenation with marked text. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '\'' -> escaped.append("&#39;");
        case '"' -> escaped.append("&#34;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
