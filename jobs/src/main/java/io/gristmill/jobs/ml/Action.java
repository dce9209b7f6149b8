package io.gristmill.jobs.ml;

import java.util.List;

/** The values of the param {@code action}: what becomes of rows that would go. */
final class Action {

  /** They go; columns stay as they are. */
  static final String REMOVE = "remove";

  /** They stay, and columns are added that say why; these are null in all other rows. */
  static final String MARK = "mark";

  static final List<String> ALL = List.of(REMOVE, MARK);

  private Action() {}
}
