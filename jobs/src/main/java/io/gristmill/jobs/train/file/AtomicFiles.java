package io.gristmill.jobs.train.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Local files and directories that appear and disappear by one rename. Leftovers of a killed
 * process have names that begin with a dot and are ignored.
 */
public final class AtomicFiles {

  private AtomicFiles() {}

  /** Writes the content of a file or directory. */
  @FunctionalInterface
  public interface ContentWriter {
    void write(Path partial) throws IOException;
  }

  /**
   * Writes a file and publishes it when all of it is on disk; replaces an existing one.
   *
   * @throws io.gristmill.check.UserException if that fails; an existing file is unchanged
   */
  public static void write(Path file, ContentWriter content) {
    Path partial = hidden(file, "partial");
    try {
      try {
        content.write(partial);
        force(partial);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  /**
   * Writes a directory of files and publishes it when all of it is on disk; replaces an existing
   * one.
   *
   * @throws io.gristmill.check.UserException if that fails; an existing directory is unchanged
   */
  public static void publish(Path folder, ContentWriter content) {
    Path partial = hidden(folder, "partial");
    try {
      delete(partial);
      try {
        Files.createDirectories(partial);
        content.write(partial);
        for (Path file : list(partial)) {
          force(file);
        }
        force(partial);
        remove(folder);
        Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        force(folder.toAbsolutePath().resolveSibling(""));
      } finally {
        delete(partial);
      }
    } catch (IOException e) {
      throw WriteFailure.of(folder, e);
    }
  }

  /** Removes a directory atomically. */
  public static void remove(Path folder) throws IOException {
    Path removed = hidden(folder, "removed");
    delete(removed);
    try {
      Files.move(folder, removed, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException absent) {
      return;
    }
    delete(removed);
  }

  /** Entries of a directory, sorted by name; empty if it is absent. */
  public static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Deletes a file or directory, if present. */
  public static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Forces a file, or the entries of a directory, to disk. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path hidden(Path folder, String why) {
    return folder.resolveSibling("." + folder.getFileName() + "." + why);
  }
}
