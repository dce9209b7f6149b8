package io.gristmill.record.parse;

/** Leaves the reading of a record at the first field that refuses it; never leaves the package. */
final class RecordParseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String rule;

  RecordParseException(String rule, String reason) {
    super(reason, null, false, false);
    this.rule = rule;
  }

  ParseFailure failure() {
    return new ParseFailure(rule, String.valueOf(getMessage()));
  }
}
