package io.gristmill.jinja;

import java.util.Locale;

/**
 * Thrown if a template is invalid, contains an unsupported construct or fails on its input. There
 * is never partial output.
 */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The cause of the failure. */
  public enum Kind {
    /** The template is invalid; Jinja rejects it, too. */
    SYNTAX,
    /** Jinja accepts the template but this engine does not; the message names the construct. */
    UNSUPPORTED,
    /** The template called {@code raise_exception}. */
    RAISED,
    /** An operation failed that would raise an exception in Python. */
    FAILED,
    /** The template exceeded a limit on steps, depth or text. */
    LIMIT
  }

  private final Kind kind;
  private final int line;
  private final String problem;

  private TemplateException(Kind kind, int line, String problem) {
    super(line == 0 ? problem : String.format(Locale.ROOT, "line %d: %s", line, problem));
    this.kind = kind;
    this.line = line;
    this.problem = problem;
  }

  public static TemplateException syntax(int line, String problem) {
    return new TemplateException(Kind.SYNTAX, line, problem);
  }

  public static TemplateException unsupported(int line, String construct) {
    return new TemplateException(Kind.UNSUPPORTED, line, "not supported: " + construct);
  }

  /** An error during rendering; the current statement adds its line. */
  public static TemplateException unsupported(String construct) {
    return unsupported(0, construct);
  }

  public static TemplateException raised(String message) {
    return new TemplateException(Kind.RAISED, 0, message);
  }

  public static TemplateException failed(String problem) {
    return new TemplateException(Kind.FAILED, 0, problem);
  }

  public static TemplateException limit(String problem) {
    return new TemplateException(Kind.LIMIT, 0, problem);
  }

  /** This error with a line, if it has none yet. */
  public TemplateException at(int statementLine) {
    if (line != 0) {
      return this;
    }
    TemplateException placed = new TemplateException(kind, statementLine, problem);
    placed.setStackTrace(getStackTrace());
    return placed;
  }

  public Kind kind() {
    return kind;
  }
}
