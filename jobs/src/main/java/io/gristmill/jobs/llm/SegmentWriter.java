package io.gristmill.jobs.llm;

import java.io.IOException;

/** Appends lines to segments of one process. Safe for many threads; lines never mix. */
interface SegmentWriter extends AutoCloseable {

  /** Where a line is. */
  record Place(SegmentName segment, long offset) {}

  /**
   * Appends a line and returns once the death of this process cannot lose it any more.
   *
   * @param line with its line feed
   * @throws IOException when it may be lost; the next line goes to another segment
   */
  Place append(byte[] line) throws IOException;

  @Override
  void close() throws IOException;
}
