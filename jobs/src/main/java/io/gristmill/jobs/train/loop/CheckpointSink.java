package io.gristmill.jobs.train.loop;

/** Saves checkpoints. */
@FunctionalInterface
public interface CheckpointSink {

  /**
   * Saves this state with the current weights and optimizer state; returns when they are durable.
   */
  void save(LoopState state);
}
