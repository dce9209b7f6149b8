package io.gristmill.jobs.testing;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;

/** Compresses texts in the formats that inputs may have. */
public final class CompressedBytes {

  private CompressedBytes() {}

  public static byte[] gzip(String text) {
    return with(GZIPOutputStream::new, text);
  }

  public static byte[] bzip2(String text) {
    BZip2Codec codec = new BZip2Codec();
    Configuration pureJava = new Configuration(false);
    pureJava.set("io.compression.codec.bzip2.library", "java-builtin");
    codec.setConf(pureJava);
    return with(codec::createOutputStream, text);
  }

  public static byte[] zstd(String text) {
    return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }

  private static byte[] with(Packer packer, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.around(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Packer {
    OutputStream around(OutputStream out) throws IOException;
  }
}
