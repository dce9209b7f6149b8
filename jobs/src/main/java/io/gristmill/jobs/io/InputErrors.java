package io.gristmill.jobs.io;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/** What can be wrong with the input as a whole, each with its remedy. */
final class InputErrors {

  private InputErrors() {}

  static UserException noInput() {
    return new UserException(
        ExitCode.INPUT, "no input; give --input with files, directories or patterns");
  }

  static UserException missing(String path) {
    return new UserException(
        ExitCode.INPUT,
        "input %s does not exist, nor does it match anything as a pattern; give --input an existing"
                .formatted(path)
            + " path");
  }

  static UserException noFiles(String path) {
    return new UserException(
        ExitCode.INPUT,
        "input %s holds no files (names that start with _ or . do not count)".formatted(path)
            + "; give --input a path with data");
  }

  static UserException delta(String path) {
    return new UserException(
        ExitCode.INPUT,
        "input %s is a Delta table, whose files alone do not tell what is in it; let Spark read it:"
                .formatted(path)
            + " --set ingest.format=spark --set ingest.spark.format=delta");
  }

  static UserException unknownFormat(String path, String problem, String bytes) {
    return new UserException(
        ExitCode.INPUT,
        "input %s: unknown format: %s; it starts with %s; leave the file out by a pattern (such as DIR/*.jsonl), or say what it is:"
                .formatted(path, problem, bytes)
            + " --set ingest.format=jsonl (or json, csv, tsv, parquet, spark)");
  }

  static UserException notParquet(String path, String reason) {
    return new UserException(
        ExitCode.INPUT,
        "input %s cannot be read as Parquet: %s; give a complete file, or name its format with"
                .formatted(path, reason)
            + " --set ingest.format=jsonl (or json, csv, tsv, spark)");
  }

  /** A file system that does not give a path away. */
  static UserException unreadable(String path, Exception e) {
    return new UserException(ExitCode.INPUT, "input " + path + " " + reason(e), e);
  }

  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof UnsupportedFileSystemException
        || e.getCause() instanceof ClassNotFoundException
        || message.startsWith("No FileSystem for")) {
      return "is on a file system that is not set up here ("
          + message
          + "); add its jar and settings";
    }
    if (isDenied(e, message)) {
      return "cannot be read: permission denied; check its owner and mode (" + message + ")";
    }
    return e instanceof FileNotFoundException
        ? "does not exist or cannot be opened: " + message
        : "cannot be read: " + message;
  }

  private static boolean isDenied(Exception e, String message) {
    return e instanceof AccessControlException
        || e instanceof java.nio.file.AccessDeniedException
        || message.contains("ermission denied")
        || message.contains("Invalid directory or I/O error");
  }

  /** Runs what reads from a file system, and tells its failures to the user. */
  static <T> T attempt(String path, FileSystemCall<T> work) {
    try {
      return work.get();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(path, e);
    } catch (java.io.UncheckedIOException e) {
      throw unreadable(path, e);
    } catch (RuntimeException e) {
      // Hadoop knows the name of a file system's class, but the jar is not there.
      throw e.getCause() instanceof ClassNotFoundException ? unreadable(path, e) : e;
    }
  }

  /** Something that reads from a file system. */
  @FunctionalInterface
  interface FileSystemCall<T> {
    T get() throws IOException;
  }
}
