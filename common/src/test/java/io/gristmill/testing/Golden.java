package io.gristmill.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Golden cases: from the folder {@code -Dgristmill.golden}, else the committed sample on the class
 * path. Data files they name come from {@code -Dgristmill.data} likewise.
 */
public final class Golden {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Golden() {}

  /** Every row of a .jsonl or .jsonl.gz golden file; name without ending. Never empty. */
  public static List<JsonNode> rows(String name) {
    InputStream stream = open("gristmill.golden", "golden", name + ".jsonl");
    if (stream == null) {
      stream = open("gristmill.golden", "golden", name + ".jsonl.gz");
    }
    return notEmpty(name, lines(name, stream));
  }

  /** Every row of a committed .jsonl file that no other folder has. Never empty. */
  public static List<JsonNode> committed(String name) {
    return notEmpty(
        name, lines(name, Golden.class.getResourceAsStream("/golden/" + name + ".jsonl")));
  }

  /** A whole .json golden file. */
  public static JsonNode document(String name) {
    try (InputStream stream = required(name, open("gristmill.golden", "golden", name + ".json"))) {
      return JSON.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** Every record of a data file, a JSON array or JSON lines, gzipped or not. Never empty. */
  public static List<JsonNode> data(String fileName) {
    InputStream stream = open("gristmill.data", "data", fileName);
    if (fileName.contains(".jsonl")) {
      return notEmpty(fileName, lines(fileName, stream));
    }
    try (InputStream in = required(fileName, stream)) {
      List<JsonNode> records = new ArrayList<>();
      JSON.readTree(in).forEach(records::add);
      return notEmpty(fileName, records);
    } catch (IOException e) {
      throw new UncheckedIOException(fileName, e);
    }
  }

  private static List<JsonNode> lines(String name, @Nullable InputStream stream) {
    List<JsonNode> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(required(name, stream), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          rows.add(JSON.readTree(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
    return rows;
  }

  private static @Nullable InputStream open(String property, String classPathFolder, String file) {
    String folder = System.getProperty(property, "");
    try {
      InputStream raw;
      if (folder.isEmpty()) {
        raw = Golden.class.getResourceAsStream("/" + classPathFolder + "/" + file);
      } else {
        Path path = Path.of(folder, file);
        raw = Files.exists(path) ? Files.newInputStream(path) : null;
      }
      if (raw == null) {
        return null;
      }
      InputStream buffered = new BufferedInputStream(raw, 1 << 16);
      return file.endsWith(".gz") ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static InputStream required(String name, @Nullable InputStream stream) {
    if (stream == null) {
      throw new AssertionError("no golden or data file " + name);
    }
    return stream;
  }

  private static List<JsonNode> notEmpty(String name, List<JsonNode> rows) {
    if (rows.isEmpty()) {
      throw new AssertionError(name + " holds no case");
    }
    return rows;
  }
}
