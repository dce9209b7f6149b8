package io.gristmill.jobs.io;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** File types that are detected only to suggest a remedy. */
final class UnsupportedFormat {

  private static final String SPARK =
      "; use Spark to read it: --set ingest.format=spark --set ingest.spark.format=";
  private static final String UNPACK = "; decompress it first";
  private static final int TAR_MAGIC = 257;

  private static final Map<String, String> BY_MAGIC = byMagic();

  private UnsupportedFormat() {}

  private static Map<String, String> byMagic() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("ORC", "an ORC file" + SPARK + "orc");
    map.put("Obj\u0001", "an Avro file" + SPARK + "avro");
    map.put("ARROW1", "an Arrow file; convert it to Parquet first");
    map.put("PK\u0003\u0004", "a ZIP archive" + UNPACK);
    map.put("\u00fd7zXZ", "an xz file" + UNPACK);
    map.put("7z\u00bc\u00af", "a 7z archive" + UNPACK);
    map.put("\u0004\"M\u0018", "an LZ4 file" + UNPACK);
    map.put("\u00ff\u0006\u0000\u0000sNaPpY", "a Snappy file" + UNPACK);
    map.put("SQLite format 3", "an SQLite database; export its table to CSV first");
    map.put("%PDF", "a PDF document");
    map.put("\u00ff\u00fe", "text in UTF-16; convert it to UTF-8 first");
    map.put("\u00fe\u00ff", "text in UTF-16; convert it to UTF-8 first");
    return map;
  }

  /** The detected file type and the remedy; null for other types. */
  static @Nullable String describe(byte[] head) {
    for (Map.Entry<String, String> kind : BY_MAGIC.entrySet()) {
      if (Compression.startsWith(head, kind.getKey())) {
        return kind.getValue();
      }
    }
    return isTar(head) ? "a tar archive" + UNPACK : null;
  }

  private static boolean isTar(byte[] head) {
    return head.length > TAR_MAGIC + 5
        && new String(head, TAR_MAGIC, 5, StandardCharsets.ISO_8859_1).equals("ustar");
  }

  /** The first bytes for a message: as text if they are printable ASCII, else in hexadecimal. */
  static String printable(byte[] head, int maxBytes) {
    int length = Math.min(maxBytes, head.length);
    for (int i = 0; i < length; i++) {
      if (head[i] < ' ' && head[i] != '\n' && head[i] != '\r' && head[i] != '\t') {
        return HexFormat.ofDelimiter(" ").formatHex(head, 0, Math.min(length, 16));
      }
    }
    String text = new String(head, 0, length, StandardCharsets.US_ASCII);
    return "\"" + text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "\"";
  }
}
