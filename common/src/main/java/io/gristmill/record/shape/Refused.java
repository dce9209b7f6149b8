package io.gristmill.record.shape;

/** Leaves the reading of a record at the first field that refuses it; never leaves the package. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String rule;

  Refused(String rule, String reason) {
    super(reason, null, false, false);
    this.rule = rule;
  }

  Refusal refusal() {
    return new Refusal(rule, String.valueOf(getMessage()));
  }
}
