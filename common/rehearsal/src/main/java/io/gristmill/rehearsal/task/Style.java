package io.gristmill.rehearsal.task;

/** Variety of the wordings. */
public enum Style {
  /** Short, few wordings per family; learnable by a tiny model. */
  PLAIN,
  /** All wordings, half of them within a short story. */
  RICH
}
