package io.gristmill.jobs.dedup;

import io.gristmill.jobs.job.WorkMeter;
import io.gristmill.similarity.cosine.JoinProgress;
import org.jspecify.annotations.Nullable;

/** Shows the pairs that a local join has settled; each further join is measured by itself. */
final class JoinMeter implements JoinProgress, AutoCloseable {

  private @Nullable WorkMeter meter;
  private long last;

  @Override
  public void update(long settled, long pairs) {
    if (meter == null || settled < last) {
      close();
      meter = WorkMeter.start("pairs of texts", pairs);
    }
    meter.setDone(settled);
    last = settled;
  }

  @Override
  public void close() {
    if (meter != null) {
      meter.finish();
    }
  }
}
