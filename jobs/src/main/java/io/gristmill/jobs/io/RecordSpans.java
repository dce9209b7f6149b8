package io.gristmill.jobs.io;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Cuts a text file into its records, in order. */
interface RecordSpans extends Closeable {

  /** The next record, also one that could not be read to its end; absent after the last. */
  @Nullable RecordSpan next();

  /**
   * Gives up the rest of the file, because a record shows that its structure is lost.
   *
   * @return how many unpacked bytes come after that record
   */
  long skipRest();

  /** Number of lines, elements or rows seen, blank ones too. */
  long count();

  @Override
  void close();
}
