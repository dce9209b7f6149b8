package io.gristmill.llm.store;

import java.io.Closeable;
import java.io.IOException;

/** An open segment. Safe for many threads; lines never mix. */
public interface DurableAppend extends Closeable {

  /**
   * Appends a line and returns once the death of this process cannot lose it any more.
   *
   * @param line with its line feed, as {@link ResponseSegment#encode} made it
   * @throws IOException when it may be lost; nothing may be appended after that
   */
  void append(byte[] line) throws IOException;
}
