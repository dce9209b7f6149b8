package io.gristmill.jobs.train.tracking;

/**
 * One way of showing or keeping what a {@link TrainingCallback} is told, with the time of the
 * telling.
 */
public interface MetricLogger extends AutoCloseable {

  void logMetrics(StepMetrics measures, LogTime moment);

  void logSamples(Samples samples, LogTime moment);

  /** What was told so far outlives the process once this returns, where the sink can promise it. */
  void flush();

  /** The training came to its end; without this call before {@link #close} it broke off. */
  default void complete() {}

  @Override
  void close();
}
