package io.gristmill.jobs.ml;

import java.util.List;

/** Values of the param {@code action}: the treatment of rows to be dropped. */
final class Action {

  /** Drop them; columns do not change. */
  static final String REMOVE = "remove";

  /** Keep them and add columns with the reason, which are null for all other rows. */
  static final String MARK = "mark";

  static final List<String> ALL = List.of(REMOVE, MARK);

  private Action() {}
}
