package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * Settings of a join. Only the threshold and the slice affect its result.
 *
 * @param threshold a join yields the pairs whose cosine exceeds this value, in (0, 1)
 * @param cut tail norm below which a vector is no longer indexed, as a multiple of the threshold; 0
 *     chooses it from a sample
 * @param tile number of vectors indexed together, in [1, 65536]; with 4096 the accumulators fit the
 *     L1 cache
 */
public record JoinSettings(double threshold, int threads, double cut, int tile, JoinSlice slice)
    implements Serializable {

  public static final int TILE = 4096;

  public JoinSettings {
    Require.that(threshold > 0 && threshold < 1, "threshold must be in (0, 1), was %s", threshold);
    Require.that(threads >= 1, "threads must be at least 1, was %d", threads);
    Require.that(cut >= 0, "cut must not be negative, was %s", cut);
    Require.that(1 <= tile && tile <= 1 << 16, "tile must be in 1..65536, was %d", tile);
  }

  /** Returns settings with one thread and a cut chosen from a sample. */
  public static JoinSettings of(double threshold) {
    return new JoinSettings(threshold, 1, 0, TILE, JoinSlice.WHOLE);
  }

  public JoinSettings withThreads(int count) {
    return new JoinSettings(threshold, count, cut, tile, slice);
  }

  public JoinSettings withCut(double multiple) {
    return new JoinSettings(threshold, threads, multiple, tile, slice);
  }

  public JoinSettings withSlice(JoinSlice share) {
    return new JoinSettings(threshold, threads, cut, tile, share);
  }
}
