package io.gristmill.encode;

/** Ends the reading of a record that is unusable for training; never thrown outside the package. */
final class UnusableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String rule;

  UnusableException(String rule, String detail) {
    super(detail, null, false, false);
    this.rule = rule;
  }

  UnusableRecord reason() {
    return new UnusableRecord(rule, String.valueOf(getMessage()));
  }
}
