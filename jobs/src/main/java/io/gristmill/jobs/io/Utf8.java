package io.gristmill.jobs.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Validates UTF-8. */
final class Utf8 {

  private static final int CHUNK = 1 << 13;

  private Utf8() {}

  /** The text, with U+FFFD for invalid bytes. */
  static String lenient(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The index of the first invalid byte.
   *
   * @param decoded the leniently decoded text of the bytes
   * @return the index, or -1 if all bytes are valid
   */
  static int malformedAt(byte[] bytes, String decoded) {
    return decoded.indexOf('\uFFFD') < 0 ? -1 : malformedAt(bytes);
  }

  private static int malformedAt(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(CHUNK);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    return result.isError() ? in.position() : -1;
  }

  static ReadError error(byte[] bytes, int at) {
    return new ReadError(
        ReadError.INVALID_UTF8,
        "byte 0x%02x at place %d of the record is not valid UTF-8".formatted(bytes[at], at));
  }
}
