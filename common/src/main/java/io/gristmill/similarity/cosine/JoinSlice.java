package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * Which share of a join's steps to do. The shares of all numbers together find what the whole join
 * finds, each pair once, with the same work; so a long join can be several tasks.
 *
 * @param index of this share, from 0
 * @param count how many shares there are, at least 1
 */
public record JoinSlice(int index, int count) implements Serializable {

  /** The whole join. */
  public static final JoinSlice WHOLE = new JoinSlice(0, 1);

  public JoinSlice {
    Require.that(0 <= index && index < count, "slice %d of %d", index, count);
  }

  /** Whether a step is in this share; steps that follow each other are in different ones. */
  boolean has(long step) {
    return step % count == index;
  }
}
