package io.gristmill.jinja;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a quoted string with the escapes of Python's {@code unicode-escape} codec. */
final class StringLiteral {

  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", Pattern.DOTALL);

  private StringLiteral() {}

  /**
   * The value of a string.
   *
   * @param body the string without its quotes
   */
  static String value(String body, int line) {
    return ESCAPE
        .matcher(body)
        .replaceAll(escape -> Matcher.quoteReplacement(unescape(escape.group(), line)));
  }

  private static String unescape(String escape, int line) {
    char kind = escape.charAt(1);
    return switch (kind) {
      case '\n' -> "";
      case '\\', '\'', '"' -> escape.substring(1);
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'x', 'u' -> character(escape, line);
      default -> {
        if ("avUN01234567".indexOf(kind) >= 0 || kind > '~') {
          throw unsupported(escape, line);
        }
        yield escape;
      }
    };
  }

  private static String character(String escape, int line) {
    char character =
        escape.length() == 2 ? '\ud800' : (char) Integer.parseInt(escape.substring(2), 16);
    if (Character.isSurrogate(character)) {
      throw unsupported(escape, line);
    }
    return Character.toString(character);
  }

  private static TemplateException unsupported(String escape, int line) {
    return Unsupported.exception("the escape " + escape + " in a string", line);
  }
}
