package io.gristmill.text;

import java.math.BigInteger;
import java.util.Optional;

/**
 * Python's {@code int(text)}: surrounding white space, one sign, decimal digits of any script,
 * single underscores between digits, at most 4300 digits.
 */
public final class PythonInt {

  private static final int MAX_DIGITS = 4300;

  private PythonInt() {}

  /** Returns the number, or empty if Python raises ValueError. */
  public static Optional<BigInteger> parse(String text) {
    String body = trim(text);
    boolean signed = body.startsWith("+") || body.startsWith("-");
    return digits(signed ? body.substring(1) : body)
        .map(BigInteger::new)
        .map(number -> body.startsWith("-") ? number.negate() : number);
  }

  /** Strips white space as {@code int} does: it keeps U+001C to U+001F. */
  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return PythonText.isSpace(c) && (c < 0x1C || c > 0x1F);
  }

  /** Returns the digits as ASCII, without underscores. */
  private static Optional<String> digits(String text) {
    StringBuilder digits = new StringBuilder();
    boolean afterDigit = false;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      boolean digit = Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER;
      if (!digit && !(codePoint == '_' && afterDigit)) {
        return Optional.empty();
      }
      if (digit) {
        digits.append(Character.digit(codePoint, 10));
      }
      afterDigit = digit;
      i += Character.charCount(codePoint);
    }
    return afterDigit && digits.length() <= MAX_DIGITS
        ? Optional.of(digits.toString())
        : Optional.empty();
  }
}
