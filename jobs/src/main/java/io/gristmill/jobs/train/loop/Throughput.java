package io.gristmill.jobs.train.loop;

/** Measures tokens per second, counting the time of optimizer steps only. */
final class Throughput {

  private long tokens;
  private long nanos;
  private long since;

  void start() {
    since = System.nanoTime();
  }

  void stop(long read) {
    nanos += System.nanoTime() - since;
    tokens += read;
  }

  /** Tokens per second since the last call; 0 if there was no step. */
  double takeRate() {
    double speed = nanos == 0 ? 0 : tokens * 1e9 / nanos;
    tokens = 0;
    nanos = 0;
    return speed;
  }
}
