package io.gristmill.jobs.mix;

import java.io.Serializable;

/**
 * What a source gives.
 *
 * @param size its rows
 * @param quota rows it gives, copies counted
 * @param each how often each of its rows is given
 * @param cut up to which row they are given once more
 */
record Share(long size, long quota, long each, Cut cut) implements Serializable {

  long copies(long key, long position) {
    return each + (cut.holds(key, position) ? 1 : 0);
  }
}
