package io.gristmill.jobs.train.watch;

/** One way of showing or keeping what a {@link Watcher} is told, with the time of the telling. */
public interface Sink extends AutoCloseable {

  void measured(Measures measures, Moment moment);

  void sampled(Samples samples, Moment moment);

  /** What was told so far outlives the process once this returns, where the sink can promise it. */
  void flush();

  /** The training came to its end; without this call before {@link #close} it broke off. */
  default void completed() {}

  @Override
  void close();
}
