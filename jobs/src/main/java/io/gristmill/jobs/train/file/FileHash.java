package io.gristmill.jobs.train.file;

import io.gristmill.manifest.InputRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 hashes of file contents. */
public final class FileHash {

  private FileHash() {}

  public static InputRecord of(Path file, String format) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return new InputRecord(file.toString(), format, Files.size(file), text(digest));
  }

  /** The hash of the remaining bytes of a stream. */
  public static String of(InputStream content) throws IOException {
    MessageDigest digest = sha256();
    new DigestInputStream(content, digest).transferTo(java.io.OutputStream.nullOutputStream());
    return text(digest);
  }

  /** The hash of a file with this text, in UTF-8. */
  public static String of(String text) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return text(digest);
  }

  private static String text(MessageDigest digest) {
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
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
