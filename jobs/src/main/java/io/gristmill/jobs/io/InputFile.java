package io.gristmill.jobs.io;

import io.gristmill.manifest.InputRecord;
import java.io.Serializable;
import java.util.Locale;

/**
 * One file of the input.
 *
 * @param path its full path with scheme
 * @param format what it holds
 * @param compression how it is packed
 * @param delimiter between cells, for delimited text; else 0
 * @param length size in bytes as it lies there
 * @param hash what identifies its content, with the way it was computed in front
 * @param table whether its rows are those of our own table {@code examples}
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

  /** The last part of the path: the source of records that name none. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path as a person writes it: local ones without scheme. */
  public String displayPath() {
    return displayPath(path);
  }

  static String displayPath(String path) {
    return path.startsWith("file:")
        ? path.substring("file:".length()).replaceFirst("^//+", "/")
        : path;
  }

  /** What was found, for a person. */
  public String describe() {
    String packed =
        compression == Compression.NONE ? "" : ", " + compression.name().toLowerCase(Locale.ROOT);
    String rows = table ? ", a table of ours" : "";
    return String.format(
        Locale.ROOT, "%s: %s%s%s, %,d bytes", displayPath(), format.label(), packed, rows, length);
  }

  /** What a run's record says of it. */
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
