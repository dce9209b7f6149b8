package io.gristmill.rehearsal.task;

/** How much the wordings vary. */
public enum Style {
  /** Short, a few wordings a family: what a tiny model can learn. */
  PLAIN,
  /** All wordings, half of them inside a little story. */
  RICH
}
