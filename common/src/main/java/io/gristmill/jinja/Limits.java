package io.gristmill.jinja;

import io.gristmill.check.Require;

/**
 * Resource limits of one rendering.
 *
 * @param steps maximum number of evaluations, plus a fraction of the size of their operands and
 *     results; at least 1
 * @param depth maximum nesting of expressions, blocks and macro calls, at least 1
 * @param length maximum length of the rendered text (UTF-16 units), at least 1
 */
record Limits(long steps, int depth, int length) {

  /** Default limits, sufficient for conversations of several million characters. */
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
