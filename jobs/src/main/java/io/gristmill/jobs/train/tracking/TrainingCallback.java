package io.gristmill.jobs.train.tracking;

/**
 * Is told of a training, in the order of its steps, by one thread. All that belongs to a step (its
 * numbers, an evaluation after it, samples) is told before {@link #flush} and its checkpoint. A
 * training that goes on from a checkpoint opens its watchers at the checkpoint's step: what they
 * were told of later steps before it was killed is forgotten, since those steps come again.
 */
public interface TrainingCallback extends AutoCloseable {

  void onMetrics(StepMetrics measures);

  void onSamples(Samples samples);

  /** What was told so far outlives the process once this returns; called before a checkpoint. */
  void flush();

  /** The training came to its end, planned or early; without this call it broke off. */
  default void onTrainingEnd() {}

  @Override
  void close();
}
