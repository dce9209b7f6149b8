package io.gristmill.jobs.train.loop;

/** Tokens a second, of updates alone. */
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

  /** Since the last call; 0 where there was no update. */
  double takeRate() {
    double speed = nanos == 0 ? 0 : tokens * 1e9 / nanos;
    tokens = 0;
    nanos = 0;
    return speed;
  }
}
