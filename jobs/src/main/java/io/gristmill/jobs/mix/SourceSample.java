package io.gristmill.jobs.mix;

import java.io.Serializable;

/**
 * What a source gives.
 *
 * @param size its rows
 * @param quota rows it gives, copies counted
 * @param copiesEach how often each of its rows is given
 * @param cutoff up to which row they are given once more
 */
record SourceSample(long size, long quota, long copiesEach, SampleCutoff cutoff)
    implements Serializable {

  long copies(long key, long position) {
    return copiesEach + (cutoff.includes(key, position) ? 1 : 0);
  }
}
