package io.gristmill.jobs.io;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Splits a text file into its records, in order. */
abstract class RecordSpans implements Closeable {

  final ByteSource source;
  final SpanBuffer buffer;

  /** Number of lines, elements or rows read so far, including blank ones. */
  long count;

  RecordSpans(ByteSource source, SpanBuffer buffer) {
    this.source = source;
    this.buffer = buffer;
  }

  /** The next record, possibly an incomplete one; null after the last. */
  abstract @Nullable RecordSpan next();

  /**
   * Skips the rest of the file after a record that breaks its structure.
   *
   * @return number of decompressed bytes after that record
   */
  long skipRest() {
    throw new IllegalStateException("a malformed record does not affect the next one");
  }

  @Override
  public final void close() {
    source.close();
  }
}
