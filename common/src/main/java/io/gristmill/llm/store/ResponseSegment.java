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
 * Format of a segment, a file with one outcome per line:
 *
 * <pre>key checksum length json\n</pre>
 *
 * <p>separated by single blanks: the key as 32 hexadecimal digits, the CRC-32C of key, length and
 * JSON as 8 hexadecimal digits (all lower-case), the length of the JSON in bytes as a decimal
 * number, and the JSON as UTF-8 on one line (see {@link OutcomeJson}). Any other line is damaged.
 * Bytes after the last line feed are a torn end, left by a killed writer.
 */
public final class ResponseSegment {

  private static final int KEY_END = RequestKey.TEXT_LENGTH;
  private static final int CHECKSUM_START = KEY_END + 1;
  private static final int CHECKSUM_END = CHECKSUM_START + 8;
  private static final int LENGTH_START = CHECKSUM_END + 1;
  private static final int MAX_LENGTH_DIGITS = 10;

  private ResponseSegment() {}

  /** Receives the valid lines of a segment in order. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * @param key request key
     * @param offset offset of the line's first byte
     * @param line line without line feed, for {@link #outcome}; must not be modified
     */
    void line(RequestKey key, long offset, byte[] line);
  }

  /** Encodes an outcome as a line with line feed. */
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
   * Reads a whole segment. It accepts any bytes; lines with a wrong checksum are reported as
   * damaged.
   *
   * @param in not closed
   * @throws IOException if the stream fails
   */
  public static SegmentScan scan(InputStream in, Visitor visitor) throws IOException {
    return new SegmentReader(visitor).read(in);
  }

  /** Key of a line; empty if the line is damaged. */
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
   * Decodes a line.
   *
   * @param line line with or without line feed
   * @return empty if the line is damaged or in the format of a newer version
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

  /** Index of the JSON, or -1 if the header is malformed. */
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
