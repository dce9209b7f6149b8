package io.gristmill.jobs.train.loop;

/** Keeps a training as it stands, so that it can go on from there after a kill. */
@FunctionalInterface
public interface CheckpointSink {

  /** Returns when the state, with the weights and the optimiser as they are now, is safe. */
  void save(LoopState state);
}
