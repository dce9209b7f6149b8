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

/** Files that tests of the command line write and compare. */
final class CliFiles {

  private CliFiles() {}

  /** The root directory of the project. */
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

  /** All files and directories in a directory with their modification times and contents. */
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
