package io.gristmill.jobs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Hashes and lines of the files of a folder. */
public final class FileBytes {

  private FileBytes() {}

  /** SHA-256 by relative path of all files except hidden ones; empty when the folder is absent. */
  public static Map<String, String> hashes(Path folder) {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : files(folder)) {
      hashes.put(folder.relativize(file).toString(), sha256(file));
    }
    return hashes;
  }

  /** The lines of all files of a folder, by file name. */
  public static List<String> lines(Path folder) {
    return files(folder).stream().flatMap(file -> read(file).lines()).toList();
  }

  /** A whole file as text. */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
