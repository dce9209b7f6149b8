package io.gristmill.jobs.train.loop;

/** Tokens a second, of updates alone. */
final class Speed {

  private long tokens;
  private long nanos;
  private long since;

  void resume() {
    since = System.nanoTime();
  }

  void pause(long read) {
    nanos += System.nanoTime() - since;
    tokens += read;
  }

  /** Since the last call; 0 where there was no update. */
  double take() {
    double speed = nanos == 0 ? 0 : tokens * 1e9 / nanos;
    tokens = 0;
    nanos = 0;
    return speed;
  }
}
