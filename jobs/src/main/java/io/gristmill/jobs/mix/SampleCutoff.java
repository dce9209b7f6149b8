package io.gristmill.jobs.mix;

import java.io.Serializable;

/**
 * The last row of a source that is sampled once more than the rest.
 *
 * @param key its hash key
 * @param position its position, which breaks ties between rows with the same id
 */
record SampleCutoff(long key, long position) implements Serializable {

  /** Precedes every row. */
  static final SampleCutoff NONE = new SampleCutoff(Long.MIN_VALUE, -1);

  /** Returns whether a row is at or before the cutoff. */
  boolean includes(long otherKey, long otherPosition) {
    return otherKey < key || (otherKey == key && otherPosition <= position);
  }
}
