package io.gristmill.jinja.syntax;

import io.gristmill.jinja.value.TemplateException;
import java.util.Locale;

/** The value of a quoted string with the escapes of Python's {@code unicode-escape} codec. */
final class StringLiteral {

  private final String body;
  private final int line;
  private final StringBuilder value = new StringBuilder();
  private int at;

  private StringLiteral(String body, int line) {
    this.body = body;
    this.line = line;
  }

  static String value(String quoted, int line) {
    StringLiteral literal = new StringLiteral(quoted.substring(1, quoted.length() - 1), line);
    return literal.read();
  }

  private String read() {
    while (at < body.length()) {
      char c = body.charAt(at++);
      if (c == '\\') {
        escape();
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  private void escape() {
    int c = body.codePointAt(at);
    at += Character.charCount(c);
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> value.appendCodePoint(c);
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\u000B');
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case 'U' -> hexadecimal(8);
      case 'N' -> throw TemplateException.unsupported(line, "the escape \\N in a string");
      default -> other(c);
    }
  }

  private void other(int c) {
    if (c >= '0' && c <= '7') {
      octal();
    } else {
      value.append('\\').append(c < 128 ? Character.toString(c) : escapeCode(c));
    }
  }

  /**
   * Jinja's result for a backslash before a non-ASCII character: the letters of the character's
   * escape code.
   */
  private static String escapeCode(int c) {
    String form = c < 0x100 ? "x%02x" : c < 0x10000 ? "u%04x" : "U%08x";
    return String.format(Locale.ROOT, form, c);
  }

  private void octal() {
    int end = at;
    while (end < body.length() && end < at + 2 && "01234567".indexOf(body.charAt(end)) >= 0) {
      end++;
    }
    value.appendCodePoint(Integer.parseInt(body.substring(at - 1, end), 8));
    at = end;
  }

  private void hexadecimal(int digits) {
    int end = at + digits;
    String code = end <= body.length() ? body.substring(at, end) : "";
    if (code.isEmpty() || !code.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
      throw TemplateException.syntax(
          line, "a string ends an escape of " + digits + " digits early");
    }
    long point = Long.parseLong(code, 16);
    if (point > Character.MAX_CODE_POINT) {
      throw TemplateException.syntax(line, "a string escapes a character that does not exist");
    }
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      throw TemplateException.unsupported(line, "half a surrogate pair in a string");
    }
    value.appendCodePoint((int) point);
    at = end;
  }
}
