package io.gristmill.jinja.value;

import java.util.Locale;

/**
 * What one rendering may still cost. Templates come with downloaded models, so a hostile one must
 * end with an error, at a place that depends on nothing but the template and its input.
 */
public final class Budget {

  /** Values that one list may have. */
  public static final int MOST_ITEMS = 1 << 21;

  private final Limits limits;
  private long steps;
  private int depth;

  public Budget(Limits limits) {
    this.limits = limits;
  }

  /** Counts work: evaluations, and the size of what they make. */
  public void spend(long count) {
    steps += count;
    if (steps > limits.steps()) {
      throw TemplateException.limit(
          String.format(Locale.ROOT, "the template took more than %,d steps", limits.steps()));
    }
  }

  /** Goes one level deeper; to be left by {@link #leave}. */
  public void enter() {
    depth++;
    if (depth > limits.depth()) {
      throw TemplateException.limit(
          String.format(Locale.ROOT, "the template nests deeper than %,d levels", limits.depth()));
    }
  }

  public void leave() {
    depth--;
  }

  public Limits limits() {
    return limits;
  }

  /** A size that one list may have. */
  public static int items(long count) {
    if (count > MOST_ITEMS) {
      throw TemplateException.limit(
          String.format(Locale.ROOT, "a list of more than %,d values", MOST_ITEMS));
    }
    return (int) Math.max(0, count);
  }
}
