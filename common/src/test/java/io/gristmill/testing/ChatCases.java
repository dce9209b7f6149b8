package io.gristmill.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Templates rendered by transformers: from the folder {@code -Dgristmill.chat}, else the committed
 * cases on the class path. {@code make_chat.py} generates both.
 */
public final class ChatCases {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ChatCases() {}

  /** Every row of a .jsonl file; never empty. */
  public static List<JsonNode> rows(String file) {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : text(file).split("\n")) {
      if (!line.isEmpty()) {
        rows.add(json(line));
      }
    }
    if (rows.isEmpty()) {
      throw new AssertionError(file + " holds no case");
    }
    return rows;
  }

  /** A whole .json file. */
  public static JsonNode document(String file) {
    return json(text(file));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String file) {
    String folder = System.getProperty("gristmill.chat", "");
    try (InputStream in =
        folder.isEmpty()
            ? ChatCases.class.getResourceAsStream("/chat/" + file)
            : Files.newInputStream(Path.of(folder, file))) {
      if (in == null) {
        throw new AssertionError("no file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
