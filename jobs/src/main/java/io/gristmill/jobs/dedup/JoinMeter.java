package io.gristmill.jobs.dedup;

import io.gristmill.jobs.progress.WorkMeter;
import io.gristmill.similarity.cosine.JoinProgress;
import org.jspecify.annotations.Nullable;

/** Displays the progress of a local join in pairs; each further join starts a new meter. */
final class JoinMeter implements JoinProgress, AutoCloseable {

  private @Nullable WorkMeter meter;
  private long last;

  @Override
  public void update(long processed, long total) {
    if (meter == null || processed < last) {
      close();
      meter = WorkMeter.start("pairs of texts", total);
    }
    meter.setDone(processed);
    last = processed;
  }

  @Override
  public void close() {
    if (meter != null) {
      meter.finish();
    }
  }
}
