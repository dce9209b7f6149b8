package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * Which share of a join's steps to do. The shares of all numbers together find what the whole join
 * finds, each pair once, with the same work; so a long join can be several tasks.
 *
 * @param number of this share, from 0
 * @param of how many shares there are, at least 1
 */
public record Slice(int number, int of) implements Serializable {

  /** The whole join. */
  public static final Slice WHOLE = new Slice(0, 1);

  public Slice {
    Require.that(0 <= number && number < of, "slice %d of %d", number, of);
  }

  /** Whether a step is in this share; steps that follow each other are in different ones. */
  boolean has(long step) {
    return step % of == number;
  }
}
