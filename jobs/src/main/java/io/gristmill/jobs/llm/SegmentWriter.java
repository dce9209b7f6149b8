package io.gristmill.jobs.llm;

import java.io.IOException;

/** Appends lines to segments of one process. Thread-safe; lines never interleave. */
interface SegmentWriter extends AutoCloseable {

  /** Position of a line. */
  record Place(SegmentName segment, long offset) {}

  /**
   * Appends a line and returns after it is durable.
   *
   * @param line line including its line feed
   * @throws IOException if the line may be lost; the next line is written to another segment
   */
  Place append(byte[] line) throws IOException;

  @Override
  void close() throws IOException;
}
