package io.gristmill.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The remaining resources of one rendering. Templates come with downloaded models, so a malicious
 * one must fail, at a point that depends only on the template and its input.
 */
final class RenderBudget {

  /** Maximum number of values in a list. */
  private static final int MAX_ITEMS = 1 << 21;

  private final Limits limits;
  private long steps;
  private int depth;

  RenderBudget(Limits limits) {
    this.limits = limits;
  }

  /** Counts work: evaluations and the size of their results. */
  void spend(long count) {
    steps += count;
    if (steps > limits.steps()) {
      throw limit("the template needs more than %,d steps", limits.steps());
    }
  }

  /** Counts the size of a value as work. */
  Object charge(Object value) {
    if (value instanceof String text) {
      spend(text.length() / 8);
    } else if (value instanceof List || value instanceof Map || value instanceof PyValue.View) {
      spend(Types.length(value) / 2);
    }
    return value;
  }

  /** Counts a text that is added to an output of the given length. */
  void chargeOutput(int length, String piece) {
    if ((long) length + piece.length() > limits.length()) {
      throw limit("more than %,d characters of text", limits.length());
    }
    spend(piece.length() / 4);
  }

  /** Enters a nested level; paired with {@link #leave}. */
  void enter() {
    depth++;
    if (depth > limits.depth()) {
      throw limit("the template is nested deeper than %,d levels", limits.depth());
    }
  }

  void leave() {
    depth--;
  }

  /** Checks the size of a list. */
  static int items(long count) {
    if (count > MAX_ITEMS) {
      throw limit("a list of more than %,d values", MAX_ITEMS);
    }
    return (int) count;
  }

  private static TemplateException limit(String problem, long limit) {
    return TemplateException.limit(String.format(Locale.ROOT, problem, limit));
  }
}
