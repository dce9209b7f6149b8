package io.gristmill.record.parse;

/**
 * Why a record is no example.
 *
 * @param rule stable kebab-case name, counted in reports
 * @param reason for a person: the field, what is wrong, what was expected
 */
public record ParseFailure(String rule, String reason) implements ParseResult {

  public static final String MISSING_FIELD = "missing-field";
  public static final String WRONG_TYPE = "wrong-type";
  public static final String MALFORMED_CONVERSATION = "odd-conversation";
  public static final String UNPAIRED_SURROGATE = "unpaired-surrogate";
}
