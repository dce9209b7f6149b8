package io.gristmill.jobs.io;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;

/**
 * The compression of a file, detected from its first bytes. A file may consist of several
 * compressed members.
 */
enum Compression {
  NONE,
  GZIP,
  ZSTD,
  BZIP2;

  private static final int BUFFER = 1 << 16;

  /** Binary logarithm of the maximum window size of {@code zstd --long}. */
  private static final int MAX_WINDOW_LOG = 31;

  /** Detects the compression from the first bytes of a file; its name is ignored. */
  static Compression of(byte[] head) {
    if (startsWith(head, "\u001f\u008b")) {
      return GZIP;
    }
    if (startsWith(head, "(\u00b5/\u00fd")) {
      return ZSTD;
    }
    boolean block = head.length < 5 || head[4] == 0x31 || head[4] == 0x17;
    return startsWith(head, "BZh") && block ? BZIP2 : NONE;
  }

  InputStream unpack(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP -> new GZIPInputStream(packed, BUFFER);
      case ZSTD -> new ZstdInputStream(packed).setLongMax(MAX_WINDOW_LOG);
      case BZIP2 -> bzip2(packed);
    };
  }

  private static InputStream bzip2(InputStream packed) throws IOException {
    BZip2Codec codec = new BZip2Codec();
    Configuration pureJava = new Configuration(false);
    pureJava.set("io.compression.codec.bzip2.library", "java-builtin");
    codec.setConf(pureJava);
    return codec.createInputStream(packed);
  }

  /** Whether bytes start with the bytes of a Latin-1 text. */
  static boolean startsWith(byte[] head, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
    return head.length >= wanted.length
        && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
  }
}
