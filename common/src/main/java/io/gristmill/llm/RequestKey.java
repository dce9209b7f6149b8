package io.gristmill.llm;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * 128-bit content hash of a request. Requests have equal keys only if they are equal, so any
 * machine finds a stored answer to the same request.
 *
 * <p>The first 16 bytes of SHA-256 over {@link CanonicalRequest}, big-endian.
 *
 * @param high the first 8 bytes
 * @param low the last 8 bytes
 */
public record RequestKey(long high, long low) implements Comparable<RequestKey>, Serializable {

  /** Number of hexadecimal digits of a key. */
  public static final int TEXT_LENGTH = 32;

  private static final HexFormat HEX = HexFormat.of();

  /** Computes the key of a request. */
  public static RequestKey of(Request request) {
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(CanonicalRequest.bytes(request)));
    return new RequestKey(digest.getLong(), digest.getLong());
  }

  /** Compares as unsigned numbers, which equals the order of the hexadecimal texts. */
  @Override
  public int compareTo(RequestKey other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
