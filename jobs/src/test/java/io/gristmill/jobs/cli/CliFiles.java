package io.gristmill.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files around a run. */
final class CliFiles {

  private CliFiles() {}

  /** The project's root folder, where {@code conf} is. */
  static Path root() {
    return Path.of(System.getProperty("gristmill.root", "..")).toAbsolutePath().normalize();
  }

  /** A record as a JSON line. */
  static String record(String instruction, String output) {
    return new ObjectMapper()
        .createObjectNode()
        .put("instruction", instruction)
        .put("output", output)
        .toString();
  }

  /** Every file and folder below a folder with its time of change and content. */
  static Map<String, String> state(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      Map<String, String> state = new TreeMap<>();
      for (Path path : (Iterable<Path>) all::iterator) {
        String content =
            Files.isDirectory(path)
                ? "folder"
                : new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        state.put(
            folder.relativize(path).toString(), Files.getLastModifiedTime(path) + " " + content);
      }
      return state;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
