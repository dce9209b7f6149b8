package io.gristmill.jinja.value;

import java.util.Locale;

/**
 * A template that cannot be read, holds what this engine does not do, or fails on its input.
 * Nothing is ever rendered in part: where this is thrown there is no text.
 */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why there is no text. */
  public enum Kind {
    /** The template is no Jinja: Jinja refuses it too. */
    SYNTAX,
    /** Jinja would take it, this engine does not. The message names the construct. */
    UNSUPPORTED,
    /** The template itself called {@code raise_exception}. */
    RAISED,
    /** An operation failed, where Python would raise. */
    FAILED,
    /** The template asked for more steps, depth or text than allowed. */
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

  /** What is met while rendering; the statement that is run adds its line. */
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

  /** The line in the template, from 1; 0 where none is known. */
  public int line() {
    return line;
  }
}
