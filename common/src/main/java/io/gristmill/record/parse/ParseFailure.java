package io.gristmill.record.parse;

/**
 * The reason why a record is not a valid example.
 *
 * @param rule stable kebab-case name, used in rejects and reports
 * @param reason message with the field, the mistake and the expected value
 */
public record ParseFailure(String rule, String reason) implements ParseResult {

  public static final String MISSING_FIELD = "missing-field";
  public static final String WRONG_TYPE = "wrong-type";
  public static final String MALFORMED_CONVERSATION = "odd-conversation";
  public static final String UNPAIRED_SURROGATE = "unpaired-surrogate";
}
