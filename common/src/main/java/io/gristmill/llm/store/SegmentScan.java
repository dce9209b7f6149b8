package io.gristmill.llm.store;

import java.util.List;

/**
 * What a segment turned out to hold.
 *
 * @param valid lines given out
 * @param tornBytes after the last line feed: what a killed writer had not finished
 * @param damaged lines that are not what was written; nothing of them was given out
 */
public record SegmentScan(long valid, long tornBytes, List<Damage> damaged) {

  /**
   * A line to be put into quarantine.
   *
   * @param offset of its first byte
   * @param length in bytes, its line feed included
   */
  public record Damage(long offset, long length) {}

  public SegmentScan {
    damaged = List.copyOf(damaged);
  }

  /** Whether all is as a writer leaves it, killed or not. */
  public boolean isSound() {
    return damaged.isEmpty();
  }
}
