package io.gristmill.jobs.io;

import io.gristmill.manifest.InputRecord;
import java.io.Serializable;
import java.util.Locale;

/**
 * One file of the input.
 *
 * @param path full path with scheme
 * @param format the format of its content
 * @param compression its compression
 * @param delimiter the cell delimiter of delimited text; else 0
 * @param length size as stored (bytes)
 * @param hash hash of its content with the method as prefix
 * @param table whether its rows are those of the Gristmill table {@code examples}
 */
public record InputFile(
    String path,
    FileFormat format,
    Compression compression,
    char delimiter,
    long length,
    String hash,
    boolean table)
    implements Serializable {

  /** The last part of the path: the default source of its records. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path for messages: local paths have no scheme. */
  public String displayPath() {
    return displayPath(path);
  }

  static String displayPath(String path) {
    return path.startsWith("file:")
        ? path.substring("file:".length()).replaceFirst("^//+", "/")
        : path;
  }

  public String describe() {
    String packed =
        compression == Compression.NONE ? "" : ", " + compression.name().toLowerCase(Locale.ROOT);
    String rows = table ? ", a Gristmill table" : "";
    return String.format(
        Locale.ROOT, "%s: %s%s%s, %,d bytes", displayPath(), format.label(), packed, rows, length);
  }

  public InputRecord record() {
    String kind = format.name().toLowerCase(Locale.ROOT);
    String packed =
        compression == Compression.NONE ? "" : "." + compression.name().toLowerCase(Locale.ROOT);
    return new InputRecord(displayPath(), kind + packed, length, hash);
  }

  boolean isSplittable() {
    return format == FileFormat.JSONL && compression == Compression.NONE;
  }
}
