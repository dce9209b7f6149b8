package io.gristmill.jobs.mix;

import java.io.Serializable;

/**
 * The sample taken from a source.
 *
 * @param size number of rows in the source
 * @param quota number of rows sampled, including copies
 * @param copiesEach number of times that each row is sampled
 * @param cutoff last row that is sampled once more
 */
record SourceSample(long size, long quota, long copiesEach, SampleCutoff cutoff)
    implements Serializable {

  long copies(long key, long position) {
    return copiesEach + (cutoff.includes(key, position) ? 1 : 0);
  }
}
