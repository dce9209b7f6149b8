package io.gristmill.jobs.mix;

import java.io.Serializable;

/**
 * The last row of a source that is drawn once more than the others.
 *
 * @param key its rank key
 * @param position its position, which decides among rows of one id
 */
record SampleCutoff(long key, long position) implements Serializable {

  /** Before every row. */
  static final SampleCutoff NONE = new SampleCutoff(Long.MIN_VALUE, -1);

  /** Whether a row is at the cut or before it. */
  boolean includes(long otherKey, long otherPosition) {
    return otherKey < key || (otherKey == key && otherPosition <= position);
  }
}
