package io.gristmill.check;

/** Exit codes of the program, after BSD's sysexits where one fits. */
public enum ExitCode {
  /** All done. */
  DONE(0),
  /** A defect of the program itself. */
  INTERNAL(70),
  /** Wrong use of the command line. */
  USAGE(64),
  /** The input cannot be used at all (missing, unreadable, unknown format). */
  INPUT(65),
  /** A service that the job needs is down. */
  SERVICE(69),
  /** The output cannot be written (permission, full disk, already taken). */
  OUTPUT(73),
  /** Failed for a passing reason; the same command goes on where it stopped. */
  TRY_AGAIN(75),
  /** A setting is wrong. */
  CONFIGURATION(78),
  /** A quality gate refused the result. */
  GATE(80),
  /** A budget was used up; everything so far is kept. */
  BUDGET(81);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
