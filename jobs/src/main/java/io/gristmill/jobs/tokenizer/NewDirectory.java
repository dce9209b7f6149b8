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

/** Creates a directory atomically: it appears with all files or not at all. */
public final class NewDirectory {

  private NewDirectory() {}

  /**
   * Checks that the directory does not exist yet.
   *
   * @throws UserException when it exists
   */
  public static void check(Path directory) {
    if (Files.exists(directory)) {
      throw new UserException(
          ExitCode.OUTPUT, directory + " exists; remove it, or name another --output");
    }
  }

  /**
   * Writes the files to a temporary sibling directory, then renames it.
   *
   * @param files contents by file name
   * @throws UserException when the directory exists or cannot be written
   */
  public static void write(Path directory, Map<String, String> files) {
    check(directory);
    Path target = directory.toAbsolutePath().normalize();
    List<Path> written = new ArrayList<>();
    try {
      Path parent = target.getParent();
      Path parentFolder = parent == null ? target : parent;
      Files.createDirectories(parentFolder);
      Path draft = Files.createTempDirectory(parentFolder, "." + target.getFileName() + "-");
      written.add(draft);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = draft.resolve(file.getKey());
        written.add(0, path);
        Files.writeString(path, file.getValue());
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(written);
      throw new UserException(
          ExitCode.OUTPUT, directory + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void remove(List<Path> written) {
    for (Path path : written) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        return; // leaves a hidden directory that nothing reads
      }
    }
  }
}
