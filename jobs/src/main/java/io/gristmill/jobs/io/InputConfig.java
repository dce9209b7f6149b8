package io.gristmill.jobs.io;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * How files are read; block {@code ingest} in reference.conf.
 *
 * @param format the format of every file, or each by its content
 * @param separator between the cells of delimited text, or 0 to take the likeliest of the header
 * @param quote around cells that hold separators, quotes or line ends
 * @param sliceBytes size of the pieces that JSON lines are read in, at least 1
 * @param maxRecordBytes a record of more bytes is rejected, at least 1
 * @param rejectBytes how many bytes of a rejected record are kept, at least 0
 */
public record InputConfig(
    FormatChoice format,
    char separator,
    char quote,
    long sliceBytes,
    int maxRecordBytes,
    int rejectBytes)
    implements Serializable {

  /** Separator: the likeliest one of the header. */
  public static final char LIKELIEST = 0;

  private static final int MEBI = 1 << 20;

  public InputConfig {
    Require.that(sliceBytes > 0, "ingest.slice-bytes must be at least 1, was %d", sliceBytes);
    Require.that(
        maxRecordBytes > 0, "ingest.max-record-bytes must be at least 1, was %d", maxRecordBytes);
    Require.that(
        separator < 128 && quote < 128, "ingest.csv: separator and quote must be ASCII characters");
  }

  /** The defaults of reference.conf. */
  public static InputConfig standard() {
    return new InputConfig(FormatChoice.AUTO, LIKELIEST, '"', 64L * MEBI, 64 * MEBI, 1 << 16);
  }

  public InputConfig withFormat(FormatChoice choice) {
    return new InputConfig(choice, separator, quote, sliceBytes, maxRecordBytes, rejectBytes);
  }

  public InputConfig withSliceBytes(long bytes) {
    return new InputConfig(format, separator, quote, bytes, maxRecordBytes, rejectBytes);
  }

  public InputConfig withMaxRecordBytes(int bytes) {
    return new InputConfig(format, separator, quote, sliceBytes, bytes, rejectBytes);
  }
}
