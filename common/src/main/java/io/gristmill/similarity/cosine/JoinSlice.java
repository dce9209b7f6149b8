package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * A slice of the steps of a join, so that several tasks can share a long join. The slices together
 * find what the whole join finds, each pair once, with the same total work.
 */
public record JoinSlice(int index, int count) implements Serializable {

  /** The whole join. */
  public static final JoinSlice WHOLE = new JoinSlice(0, 1);

  public JoinSlice {
    Require.that(0 <= index && index < count, "index must be in [0, %d), was %d", count, index);
  }

  /** Returns whether the slice contains a step; steps are dealt out in turn. */
  boolean has(long step) {
    return step % count == index;
  }
}
