package io.gristmill.jobs.train.tracking;

/** Displays or stores the events that a {@link TrainingCallback} receives, with their time. */
interface MetricLogger extends AutoCloseable {

  void logMetrics(StepMetrics metrics, LogTime time);

  default void logSamples(Samples samples, LogTime time) {}

  /** Makes all entries so far durable, if the logger can guarantee that. */
  default void flush() {}

  /** Marks the training as complete; without this call before {@link #close} it was interrupted. */
  default void complete() {}

  @Override
  void close();
}
