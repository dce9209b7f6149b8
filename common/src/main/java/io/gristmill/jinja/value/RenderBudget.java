package io.gristmill.jinja.value;

import java.util.Locale;

/**
 * The remaining resources of one rendering. Templates come with downloaded models, so a malicious
 * one must fail, at a point that depends only on the template and its input.
 */
public final class RenderBudget {

  /** Maximum number of values in a list. */
  public static final int MAX_ITEMS = 1 << 21;

  private final Limits limits;
  private long steps;
  private int depth;

  public RenderBudget(Limits limits) {
    this.limits = limits;
  }

  /** Counts work: evaluations and the size of their results. */
  public void spend(long count) {
    steps += count;
    if (steps > limits.steps()) {
      throw TemplateException.limit(
          String.format(Locale.ROOT, "the template needs more than %,d steps", limits.steps()));
    }
  }

  /** Enters a nested level; paired with {@link #leave}. */
  public void enter() {
    depth++;
    if (depth > limits.depth()) {
      throw TemplateException.limit(
          String.format(
              Locale.ROOT, "the template is nested deeper than %,d levels", limits.depth()));
    }
  }

  public void leave() {
    depth--;
  }

  public Limits limits() {
    return limits;
  }

  /** Checks the size of a list. */
  public static int items(long count) {
    if (count > MAX_ITEMS) {
      throw TemplateException.limit(
          String.format(Locale.ROOT, "a list of more than %,d values", MAX_ITEMS));
    }
    return (int) Math.max(0, count);
  }
}
