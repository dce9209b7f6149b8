package io.gristmill.jobs.io;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.commons.io.function.IOSupplier;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/** Error messages about the input as a whole, each with a remedy. */
final class InputErrors {

  private InputErrors() {}

  static UserException noInput() {
    return new UserException(
        ExitCode.INPUT, "no input; set --input to files, directories or glob patterns");
  }

  static UserException missing(String path) {
    return new UserException(
        ExitCode.INPUT,
        "input %s does not exist and matches nothing as a glob pattern; set --input to an existing"
                .formatted(path)
            + " path");
  }

  static UserException noFiles(String path) {
    return new UserException(
        ExitCode.INPUT,
        "input %s contains no files (names that start with _ or . are ignored)".formatted(path)
            + "; set --input to a path with data");
  }

  static UserException delta(String path) {
    return new UserException(
        ExitCode.INPUT,
        "input %s is a Delta table, which cannot be read from its files alone; use Spark to read it:"
                .formatted(path)
            + " --set ingest.format=spark --set ingest.spark.format=delta");
  }

  static UserException unknownFormat(String path, String problem, String bytes) {
    return new UserException(
        ExitCode.INPUT,
        "input %s: unknown format: %s; it starts with %s; exclude the file with a glob pattern (such as DIR/*.jsonl) or set its format:"
                .formatted(path, problem, bytes)
            + " --set ingest.format=jsonl (or json, csv, tsv, parquet, spark)");
  }

  static UserException notParquet(String path, String reason) {
    return new UserException(
        ExitCode.INPUT,
        "input %s cannot be read as Parquet: %s; provide a complete file, or set its format:"
                .formatted(path, reason)
            + " --set ingest.format=jsonl (or json, csv, tsv, spark)");
  }

  /** A path that cannot be read from its file system. */
  static UserException unreadable(String path, Exception e) {
    return new UserException(ExitCode.INPUT, "input " + path + " " + reason(e), e);
  }

  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof UnsupportedFileSystemException
        || e.getCause() instanceof ClassNotFoundException
        || message.startsWith("No FileSystem for")) {
      return "is on a file system that is not configured ("
          + message
          + "); add its jar and its Hadoop settings";
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

  /** Runs a file system call and reports its failures to the user. */
  static <T> T attempt(String path, IOSupplier<T> work) {
    try {
      return work.get();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(path, e);
    } catch (java.io.UncheckedIOException e) {
      throw unreadable(path, e);
    } catch (RuntimeException e) {
      // Hadoop knows the class name of the file system, but its jar is missing.
      throw e.getCause() instanceof ClassNotFoundException ? unreadable(path, e) : e;
    }
  }
}
