package io.gristmill.jobs.train.tracking;

/**
 * Receives the events of a training, in the order of its steps, from one thread. All events of a
 * step (metrics, evaluation, samples) come before {@link #flush} and the checkpoint of that step. A
 * resumed training opens its callback at the checkpoint's step; entries of later steps, logged
 * before the kill, are discarded, since those steps are repeated.
 */
public interface TrainingCallback extends AutoCloseable {

  void onMetrics(StepMetrics metrics);

  void onSamples(Samples samples);

  /** Makes all entries so far durable; called before a checkpoint. */
  void flush();

  /**
   * The training is complete, as planned or by early stopping; without this call it was
   * interrupted.
   */
  default void onTrainingEnd() {}

  @Override
  void close();
}
