package io.gristmill.llm.store;

import io.gristmill.llm.RequestKey;
import io.gristmill.llm.RequestOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The format of a segment, a file of outcomes, one a line:
 *
 * <pre>key checksum length json\n</pre>
 *
 * <p>with one blank between; the key as 32 hexadecimal digits, the CRC-32C of key, length and json
 * as 8 of them, all lower-case, the length of the json in bytes as a decimal number, the json as
 * UTF-8 on one line (see {@link OutcomeJson}). Any line that is not so, byte by byte, is damaged;
 * bytes after the last line feed are the torn end that a killed writer leaves.
 */
public final class ResponseSegment {

  private static final int KEY_END = RequestKey.TEXT_LENGTH;
  private static final int CHECKSUM_START = KEY_END + 1;
  private static final int CHECKSUM_END = CHECKSUM_START + 8;
  private static final int LENGTH_START = CHECKSUM_END + 1;
  private static final int MAX_LENGTH_DIGITS = 10;

  private ResponseSegment() {}

  /** Takes the valid lines of a segment in their order. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * @param key of the request
     * @param offset of the line's first byte in the segment
     * @param line without its line feed, for {@link #outcome}; not to be changed
     */
    void line(RequestKey key, long offset, byte[] line);
  }

  /** The line of an outcome, its line feed included. */
  public static byte[] encode(RequestKey key, RequestOutcome outcome) {
    byte[] json = OutcomeJson.write(outcome);
    String name = key.toString();
    String length = Integer.toString(json.length);
    CRC32C crc = new CRC32C();
    crc.update(name.getBytes(StandardCharsets.US_ASCII));
    crc.update(length.getBytes(StandardCharsets.US_ASCII));
    crc.update(json);
    String head =
        name + ' ' + HexFormat.of().toHexDigits((int) crc.getValue()) + ' ' + length + ' ';
    byte[] line = new byte[head.length() + json.length + 1];
    System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, line, 0, head.length());
    System.arraycopy(json, 0, line, head.length(), json.length);
    line[line.length - 1] = '\n';
    return line;
  }

  /**
   * Reads a whole segment; no bytes whatever make it fail. Not one line is given out whose checksum
   * is wrong.
   *
   * @param in left open
   * @throws IOException of the stream alone
   */
  public static SegmentScan scan(InputStream in, Visitor visitor) throws IOException {
    return new SegmentReader(visitor).read(in);
  }

  /** The key of a line, or nothing when the line is damaged. */
  static Optional<RequestKey> check(byte[] line) {
    int json = jsonStart(line);
    if (json < 0) {
      return Optional.empty();
    }
    CRC32C crc = new CRC32C();
    crc.update(line, 0, KEY_END);
    crc.update(line, LENGTH_START, json - 1 - LENGTH_START);
    crc.update(line, json, line.length - json);
    return HexChars.value(line, CHECKSUM_START, CHECKSUM_END) == crc.getValue()
        ? Optional.of(key(line))
        : Optional.empty();
  }

  /**
   * What a line holds.
   *
   * @param line with or without its line feed
   * @return nothing when it is damaged, or written by a newer version in a way unknown here
   */
  public static Optional<RequestOutcome> outcome(byte[] line) {
    boolean ends = line.length > 0 && line[line.length - 1] == '\n';
    byte[] bare = ends ? Arrays.copyOf(line, line.length - 1) : line;
    return check(bare).flatMap(key -> OutcomeJson.read(bare, jsonStart(bare)));
  }

  private static RequestKey key(byte[] line) {
    int half = KEY_END / 2;
    return new RequestKey(HexChars.value(line, 0, half), HexChars.value(line, half, KEY_END));
  }

  /** Where the json begins, or -1 when anything before it is not as it must be. */
  private static int jsonStart(byte[] line) {
    if (line.length <= LENGTH_START
        || !HexChars.isHex(line, 0, KEY_END)
        || line[KEY_END] != ' '
        || !HexChars.isHex(line, CHECKSUM_START, CHECKSUM_END)
        || line[CHECKSUM_END] != ' ') {
      return -1;
    }
    long length = 0;
    int at = LENGTH_START;
    while (at < line.length && isDigit(line[at]) && at - LENGTH_START < MAX_LENGTH_DIGITS) {
      length = 10 * length + (line[at++] - '0');
    }
    boolean isCanonical =
        at > LENGTH_START && (line[LENGTH_START] != '0' || at == LENGTH_START + 1);
    boolean fits = at < line.length && line[at] == ' ' && line.length - at - 1 == length;
    return isCanonical && fits ? at + 1 : -1;
  }

  private static boolean isDigit(byte b) {
    return '0' <= b && b <= '9';
  }
}
