package io.gristmill.jobs.train.data;

/** Receives dropped rows, from one thread and in the order of rows. */
@FunctionalInterface
public interface RowRejects {

  void add(RowReject reject);
}
