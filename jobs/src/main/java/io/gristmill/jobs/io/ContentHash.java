package io.gristmill.jobs.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * Detects changes of files. Files of up to 64 MiB are hashed completely ({@code sha256:}), up to 4
 * GiB in total; for others the hash covers length, modification time, first and last MiB ({@code
 * sha256-ends:}).
 */
final class ContentHash {

  private static final int MEBI = 1 << 20;
  private static final long LARGEST_WHOLE = 64L * MEBI;

  private long wholeLeft = 4096L * MEBI;

  String of(FileSystem system, FileStatus file) throws IOException {
    boolean hashCompletely = file.getLen() <= LARGEST_WHOLE && file.getLen() <= wholeLeft;
    if (hashCompletely) {
      wholeLeft -= file.getLen();
    }
    MessageDigest digest = DigestUtils.getSha256Digest();
    try (FSDataInputStream in = system.open(file.getPath())) {
      if (hashCompletely) {
        update(digest, in, file.getLen());
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
      }
      String facts = file.getLen() + " " + file.getModificationTime();
      digest.update(facts.getBytes(StandardCharsets.UTF_8));
      update(digest, in, MEBI);
      in.seek(Math.max(0, file.getLen() - MEBI));
      update(digest, in, MEBI);
      return "sha256-ends:" + HexFormat.of().formatHex(digest.digest());
    }
  }

  static String of(String text) {
    return DigestUtils.sha256Hex(text);
  }

  private static void update(MessageDigest digest, FSDataInputStream in, long length)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long remaining = length;
    while (remaining > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
      if (count < 0) {
        return;
      }
      digest.update(buffer, 0, count);
      remaining -= count;
    }
  }
}
