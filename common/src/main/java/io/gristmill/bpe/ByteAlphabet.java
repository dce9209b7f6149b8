package io.gristmill.bpe;

/**
 * The characters that represent bytes in a byte-level vocabulary, as in GPT-2: a visible Latin-1
 * character represents its own byte; the characters from U+0100 represent the other bytes, in
 * order.
 */
final class ByteAlphabet {

  private static final int BYTES = 256;
  private static final char[] CHARACTERS = characters();

  private ByteAlphabet() {}

  private static char[] characters() {
    char[] characters = new char[BYTES];
    int next = BYTES;
    for (int b = 0; b < BYTES; b++) {
      characters[b] = (char) (isVisible(b) ? b : next++);
    }
    return characters;
  }

  private static boolean isVisible(int b) {
    return ('!' <= b && b <= '~') || (0xA1 <= b && b <= 0xAC) || (0xAE <= b && b <= 0xFF);
  }

  /** The character of a byte. */
  static char character(byte b) {
    return CHARACTERS[b & 0xFF];
  }

  /** All characters, by code point. */
  static char[] sorted() {
    char[] sorted = CHARACTERS.clone();
    java.util.Arrays.sort(sorted);
    return sorted;
  }
}
