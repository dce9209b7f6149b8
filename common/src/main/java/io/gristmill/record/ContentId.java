package io.gristmill.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Content-based ids: the first 128 bits of SHA-256 over the length-prefixed UTF-8 bytes of each
 * part. The length prefix distinguishes {@code ("ab", "c")} from {@code ("a", "bc")}.
 */
public final class ContentId {

  private static final int ID_BYTES = 16;
  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(ContentId::newDigest);

  private ContentId() {}

  /** The id of an example; the conversation is canonical JSON, empty for a single exchange. */
  public static String of(String instruction, String input, String output, String conversation) {
    return ofParts(instruction, input, output, conversation);
  }

  /** The id of a sequence of texts: 32 lower-case hexadecimal digits. */
  public static String ofParts(String... parts) {
    MessageDigest digest = DIGEST.get();
    digest.reset();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
