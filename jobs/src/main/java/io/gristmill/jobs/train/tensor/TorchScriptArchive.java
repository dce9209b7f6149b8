package io.gristmill.jobs.train.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the TorchScript archive of a module with methods and without parameters: a zip file with
 * four stored entries, in PyTorch's serialization format, version 10.
 */
final class TorchScriptArchive {

  /** A pickled empty tuple. */
  private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  private TorchScriptArchive() {}

  static void write(OutputStream out, String name, String source) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put("code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
    entries.put("constants.pkl", NO_CONSTANTS);
    entries.put("data.pkl", module(name));
    entries.put("version", "10\n".getBytes(StandardCharsets.US_ASCII));
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(stored("gristmill/" + entry.getKey(), entry.getValue()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }

  private static ZipEntry stored(String path, byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(path);
    entry.setTime(0);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(sum.getValue());
    return entry;
  }

  /** A pickled object of the class, with the one attribute {@code training = True}. */
  private static byte[] module(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x80, 2});
    out.writeBytes(("c__torch__\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
    out.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {(byte) 0x88, 'u', 'b', '.'});
    return out.toByteArray();
  }
}
