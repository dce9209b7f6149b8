package io.gristmill.jinja.value;

/**
 * Text that the filters {@code safe} and {@code escape} marked as HTML. Templates are rendered
 * without escaping, so it prints as any text; but what is added to it by {@code +} is escaped.
 *
 * @param text the text itself
 */
public record Safe(String text) {

  /** Another piece of text as it reads beside marked text. */
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
