package io.gristmill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.Require;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Files of JSON records, one per line or as one array, plain or gzip; the format is detected from
 * content.
 */
final class DataFile {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final int GZIP = 0x8B1F;
  private static final int BUFFER = 1 << 16;

  private DataFile() {}

  /**
   * Reads the texts of a column in file order, without empty ones.
   *
   * @param max maximum number of rows to read, including those without text
   * @throws IllegalArgumentException if no row has a text in this column
   */
  static List<String> texts(Path file, String field, int max) throws IOException {
    List<String> texts = new ArrayList<>();
    try (MappingIterator<JsonNode> rows = read(file)) {
      for (int row = 0; row < max && rows.hasNext(); row++) {
        String text = rows.next().path(field).asText("");
        if (!text.isEmpty()) {
          texts.add(text);
        }
      }
    }
    Require.that(!texts.isEmpty(), "no row of %s has text in the field %s", file, field);
    return texts;
  }

  /**
   * Reads the records with a text in a column.
   *
   * @throws IllegalArgumentException if there are none
   */
  static List<ObjectNode> records(Path file, String field) throws IOException {
    List<ObjectNode> records = new ArrayList<>();
    try (MappingIterator<JsonNode> rows = read(file)) {
      while (rows.hasNext()) {
        if (rows.next() instanceof ObjectNode row && !row.path(field).asText("").isEmpty()) {
          records.add(row);
        }
      }
    }
    Require.that(!records.isEmpty(), "no row of %s has text in the field %s", file, field);
    return records;
  }

  private static MappingIterator<JsonNode> read(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    raw.mark(2);
    boolean gzip = (raw.read() | raw.read() << 8) == GZIP;
    raw.reset();
    return JSON.readerFor(JsonNode.class).readValues(gzip ? new GZIPInputStream(raw, BUFFER) : raw);
  }
}
