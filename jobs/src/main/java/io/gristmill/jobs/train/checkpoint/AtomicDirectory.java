package io.gristmill.jobs.train.checkpoint;

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
 * Folders that appear and disappear by one rename. What a killed process leaves has a name that
 * begins with a dot and is never looked at.
 */
public final class AtomicDirectory {

  private AtomicDirectory() {}

  /** Fills a folder. */
  @FunctionalInterface
  public interface ContentWriter {
    void write(Path folder) throws IOException;
  }

  /**
   * Writes a folder of files and publishes it once all of it is on the disk; one that was there
   * before is replaced.
   */
  public static void publish(Path folder, ContentWriter filler) throws IOException {
    Path partial = hidden(folder, "partial");
    delete(partial);
    try {
      Files.createDirectories(partial);
      filler.write(partial);
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
  }

  /** Removes a folder; nobody sees a part of it. */
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

  /** What lies in a folder, sorted by name; nothing when it is absent. */
  public static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Deletes a file or folder, if it is there. */
  public static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Returns when a file, or the names in a folder, are on the disk. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path hidden(Path folder, String why) {
    return folder.resolveSibling("." + folder.getFileName() + "." + why);
  }
}
