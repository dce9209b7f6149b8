package io.gristmill.jobs.io;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * How files are read; block {@code ingest} in reference.conf.
 *
 * @param format the format of every file, or each by its content
 * @param delimiter between the cells of delimited text, or 0 to take the likeliest of the header
 * @param quote around cells that hold separators, quotes or line ends
 * @param maxPartitionBytes size of the pieces that JSON lines are read in, at least 1
 * @param maxRecordBytes a record of more bytes is rejected, at least 1
 * @param maxRejectBytes how many bytes of a rejected record are kept, at least 0
 */
public record InputConfig(
    FileFormatOption format,
    char delimiter,
    char quote,
    long maxPartitionBytes,
    int maxRecordBytes,
    int maxRejectBytes)
    implements Serializable {

  /** Separator: the likeliest one of the header. */
  public static final char DETECT_DELIMITER = 0;

  private static final int MEBI = 1 << 20;

  public InputConfig {
    Require.that(
        maxPartitionBytes > 0,
        "ingest.max-partition-bytes must be at least 1, was %d",
        maxPartitionBytes);
    Require.that(
        maxRecordBytes > 0, "ingest.max-record-bytes must be at least 1, was %d", maxRecordBytes);
    Require.that(
        delimiter < 128 && quote < 128, "ingest.csv: separator and quote must be ASCII characters");
  }

  /** The defaults of reference.conf. */
  public static InputConfig standard() {
    return new InputConfig(
        FileFormatOption.AUTO, DETECT_DELIMITER, '"', 64L * MEBI, 64 * MEBI, 1 << 16);
  }

  public InputConfig withFormat(FileFormatOption choice) {
    return new InputConfig(
        choice, delimiter, quote, maxPartitionBytes, maxRecordBytes, maxRejectBytes);
  }

  public InputConfig withMaxPartitionBytes(long bytes) {
    return new InputConfig(format, delimiter, quote, bytes, maxRecordBytes, maxRejectBytes);
  }

  public InputConfig withMaxRecordBytes(int bytes) {
    return new InputConfig(format, delimiter, quote, maxPartitionBytes, bytes, maxRejectBytes);
  }
}
