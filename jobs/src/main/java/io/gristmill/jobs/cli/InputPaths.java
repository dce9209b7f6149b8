package io.gristmill.jobs.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.PatternSyntaxException;

/** Distinguishes inputs from other bare arguments of the command line. */
final class InputPaths {

  private InputPaths() {}

  /**
   * Whether an argument is an existing local file or directory, or a relative path or glob whose
   * first element exists, such as {@code year=2024/*.parquet}.
   */
  static boolean exists(String argument) {
    try {
      return Files.exists(Path.of(argument)) || firstElementExists(argument);
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  private static boolean firstElementExists(String argument) {
    int slash = argument.indexOf('/');
    String first = slash < 0 ? argument : argument.substring(0, slash);
    if (slash > 0 && Files.isDirectory(Path.of(first))) {
      return true;
    }
    if (!first.contains("*") && !first.contains("?")) {
      return false;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(""), first)) {
      return found.iterator().hasNext();
    } catch (IOException | PatternSyntaxException noGlob) {
      return false;
    }
  }
}
