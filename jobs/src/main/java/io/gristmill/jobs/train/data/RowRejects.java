package io.gristmill.jobs.train.data;

/** Where rows go that are not trained on; called by one thread, in the order of rows. */
@FunctionalInterface
public interface RowRejects {

  void add(RowReject reject);
}
