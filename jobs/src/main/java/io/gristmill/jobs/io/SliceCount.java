package io.gristmill.jobs.io;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;
import org.apache.hadoop.conf.Configuration;

/**
 * The number of rows and lines in a slice.
 *
 * @param rows number of examples and rejects
 * @param lines number of lines, including blank ones
 */
public record SliceCount(int index, long rows, long lines) implements Serializable {

  private static final byte[] INSTANCES = "\"instances\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ESCAPED_6 = "\\u006".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ESCAPED_7 = "\\u007".getBytes(StandardCharsets.US_ASCII);

  /**
   * Counts a slice with minimal parsing: a line without the name {@code instances} is always one
   * row.
   *
   * @param rowsOf number of rows of a record
   */
  public static SliceCount of(
      FileSlice slice,
      InputConfig config,
      Configuration conf,
      ToLongFunction<SourceRecord> rowsOf) {
    try {
      return slice.file().format() == FileFormat.JSONL
          ? lines(slice, config, conf, rowsOf)
          : records(slice, config, conf, rowsOf);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + slice.file().displayPath(), e);
    }
  }

  private static SliceCount lines(
      FileSlice slice, InputConfig config, Configuration conf, ToLongFunction<SourceRecord> rowsOf)
      throws IOException {
    long rows = 0;
    try (TextRecords records = SliceReader.text(slice, config, conf, 0)) {
      while (records.hasNext()) {
        RecordSpan span = records.nextSpan();
        rows +=
            span.error() == null && mayBeSeveral(span.bytes())
                ? rowsOf.applyAsLong(records.record(span))
                : 1;
      }
      return new SliceCount(slice.index(), rows, records.linesSeen());
    }
  }

  private static SliceCount records(
      FileSlice slice,
      InputConfig config,
      Configuration conf,
      ToLongFunction<SourceRecord> rowsOf) {
    long rows = 0;
    try (Records records = SliceReader.open(slice, config, conf, 0)) {
      while (records.hasNext()) {
        rows += rowsOf.applyAsLong(records.next());
      }
    }
    return new SliceCount(slice.index(), rows, 0);
  }

  /** Whether a line may contain the field name {@code instances}, possibly with escaped letters. */
  static boolean mayBeSeveral(byte[] line) {
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '"'
          ? matches(line, i, INSTANCES)
          : line[i] == '\\' && isEscapedLetter(line, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEscapedLetter(byte[] line, int at) {
    return matches(line, at, ESCAPED_6) || matches(line, at, ESCAPED_7);
  }

  private static boolean matches(byte[] line, int at, byte[] word) {
    if (at + word.length > line.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (line[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
