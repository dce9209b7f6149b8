package io.gristmill.jobs.train.file;

import io.gristmill.manifest.InputRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 hashes of file contents. */
public final class FileHash {

  private static final String PREFIX = "sha256:";

  private FileHash() {}

  public static InputRecord of(Path file, String format) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new InputRecord(file.toString(), format, Files.size(file), of(in));
    }
  }

  /** The hash of the remaining bytes of a stream. */
  public static String of(InputStream content) throws IOException {
    MessageDigest digest = sha256();
    new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
    return PREFIX + HexFormat.of().formatHex(digest.digest());
  }

  /** The hash of a file with this text, in UTF-8. */
  public static String of(String text) {
    return PREFIX
        + HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A SHA-256 digest, which every Java platform has. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
