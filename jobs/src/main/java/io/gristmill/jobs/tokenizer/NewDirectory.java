package io.gristmill.jobs.tokenizer;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a directory that is there as a whole or not at all. */
public final class NewDirectory {

  private NewDirectory() {}

  /**
   * Refuses a place that is taken.
   *
   * @throws UserException when something lies there
   */
  public static void check(Path directory) {
    if (Files.exists(directory)) {
      throw new UserException(
          ExitCode.OUTPUT, directory + " exists; remove it, or name another --output");
    }
  }

  /**
   * Writes files beside the place, then gives them their name at once.
   *
   * @param files texts by name
   * @throws UserException when the place is taken or cannot be written
   */
  public static void write(Path directory, Map<String, String> files) {
    check(directory);
    Path whole = directory.toAbsolutePath().normalize();
    List<Path> made = new ArrayList<>();
    try {
      Path parent = whole.getParent();
      Path beside = parent == null ? whole : parent;
      Files.createDirectories(beside);
      Path draft = Files.createTempDirectory(beside, "." + whole.getFileName() + "-");
      made.add(draft);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = draft.resolve(file.getKey());
        made.add(0, path);
        Files.writeString(path, file.getValue());
      }
      Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(made);
      throw new UserException(
          ExitCode.OUTPUT, directory + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void remove(List<Path> made) {
    for (Path path : made) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        return; // what is left is hidden and never read
      }
    }
  }
}
