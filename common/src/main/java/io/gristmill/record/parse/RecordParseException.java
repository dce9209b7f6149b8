package io.gristmill.record.parse;

/** Aborts the parsing of a record at its first invalid field; never thrown outside the package. */
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
