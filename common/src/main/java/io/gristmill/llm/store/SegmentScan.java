package io.gristmill.llm.store;

import java.util.List;

/**
 * Result of reading a segment.
 *
 * @param valid number of valid lines
 * @param tornBytes number of bytes after the last line feed, left by a killed writer
 * @param damaged lines with a wrong checksum or format
 */
public record SegmentScan(long valid, long tornBytes, List<Damage> damaged) {

  /**
   * A damaged line.
   *
   * @param offset offset of its first byte
   * @param length length in bytes, including the line feed
   */
  public record Damage(long offset, long length) {}

  public SegmentScan {
    damaged = List.copyOf(damaged);
  }

  /** Whether no line is damaged; a torn end is allowed. */
  public boolean isSound() {
    return damaged.isEmpty();
  }
}
