package io.gristmill.jinja.value;

import io.gristmill.check.Require;

/**
 * What one rendering may cost.
 *
 * @param steps evaluations, plus a share of the size of what they make or look through; at least 1
 * @param depth levels of nested expressions, blocks and macro calls, at least 1
 * @param length UTF-16 units of rendered text, at least 1
 */
public record Limits(long steps, int depth, int length) {

  /** Enough for conversations of some million characters. */
  public static final Limits DEFAULT = new Limits(100_000_000, 400, 1 << 26);

  public Limits {
    Require.that(
        steps > 0 && depth > 0 && length > 0,
        "limits must be at least 1, were steps=%d depth=%d length=%d",
        steps,
        depth,
        length);
  }
}
