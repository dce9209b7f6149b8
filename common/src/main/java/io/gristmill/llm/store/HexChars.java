package io.gristmill.llm.store;

/** Parses lower-case hexadecimal digits in byte arrays without creating strings. */
final class HexChars {

  private HexChars() {}

  static boolean isHex(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (digit(bytes[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Parses at most 16 digits. */
  static long value(byte[] bytes, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      value = value << 4 | digit(bytes[i]);
    }
    return value;
  }

  private static int digit(byte b) {
    if ('0' <= b && b <= '9') {
      return b - '0';
    }
    return 'a' <= b && b <= 'f' ? b - 'a' + 10 : -1;
  }
}
