package io.gristmill.jinja;

import java.util.Locale;

/**
 * A string builder with at most {@value #MAX_LENGTH} UTF-16 units, so that no value can exhaust the
 * memory.
 */
final class Text {

  /** Maximum length of a text value (UTF-16 units). */
  public static final int MAX_LENGTH = 1 << 25;

  private final StringBuilder text = new StringBuilder();

  Text append(String piece) {
    requireRoom(piece.length());
    text.append(piece);
    return this;
  }

  Text append(char piece) {
    requireRoom(1);
    text.append(piece);
    return this;
  }

  Text appendCodePoint(int codePoint) {
    requireRoom(2);
    text.appendCodePoint(codePoint);
    return this;
  }

  /** Appends a text several times; does nothing if {@code times} is not positive. */
  Text repeat(String piece, long times) {
    if (times > 0) {
      requireRoom(times > MAX_LENGTH ? MAX_LENGTH + 1L : piece.length() * times);
      text.append(piece.repeat(piece.isEmpty() ? 0 : (int) times));
    }
    return this;
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void requireRoom(long more) {
    if (text.length() + more > MAX_LENGTH) {
      throw TemplateException.limit(
          String.format(Locale.ROOT, "a text of more than %,d characters", MAX_LENGTH));
    }
  }
}
