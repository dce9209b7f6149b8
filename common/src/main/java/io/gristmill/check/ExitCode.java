package io.gristmill.check;

/** Exit codes of the program, those of BSD's sysexits.h if one fits. */
public enum ExitCode {
  /** Success. */
  DONE(0),
  /** A bug in the program. */
  INTERNAL(70),
  /** Wrong command line. */
  USAGE(64),
  /** The input is unusable (missing, unreadable, unknown format). */
  INPUT(65),
  /** A required service is unavailable. */
  SERVICE(69),
  /** The output cannot be written (no permission, full disk, already exists). */
  OUTPUT(73),
  /** A transient failure; the same command resumes where it stopped. */
  TRY_AGAIN(75),
  /** A setting is invalid. */
  CONFIGURATION(78),
  /** The result failed a quality gate. */
  GATE(80),
  /** A budget is exhausted; results so far are kept. */
  BUDGET(81);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
