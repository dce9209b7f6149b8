package io.gristmill.jobs.io;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * Settings for reading files: block {@code ingest} of reference.conf, which explains them.
 *
 * @param delimiter the cell delimiter of delimited text, or {@link #DETECT_DELIMITER}
 */
public record InputConfig(
    FileFormatOption format,
    char delimiter,
    char quote,
    long maxPartitionBytes,
    int maxRecordBytes,
    int maxRejectBytes)
    implements Serializable {

  /** Value of {@code delimiter}: detect it from the header. */
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
        delimiter < 128 && quote < 128,
        "ingest.csv.delimiter and ingest.csv.quote must be ASCII characters");
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
