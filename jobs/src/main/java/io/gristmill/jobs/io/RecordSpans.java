package io.gristmill.jobs.io;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Splits a text file into its records, in order. */
interface RecordSpans extends Closeable {

  /** The next record, possibly an incomplete one; null after the last. */
  @Nullable RecordSpan next();

  /**
   * Skips the rest of the file after a record that breaks its structure.
   *
   * @return number of decompressed bytes after that record
   */
  long skipRest();

  /** Number of lines, elements or rows read so far, including blank ones. */
  long count();

  @Override
  void close();
}
