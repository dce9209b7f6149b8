package io.gristmill.jobs.io;

/**
 * The reason why a record could not be read.
 *
 * @param rule stable kebab-case name, used in rejects and reports
 * @param reason message for the user
 */
public record ReadError(String rule, String reason) {

  public static final String BAD_JSON = "bad-json";
  public static final String BAD_CSV = "bad-csv";
  public static final String INVALID_UTF8 = "invalid-utf8";
  public static final String TOO_LARGE = "too-large";
  public static final String TRUNCATED_FILE = "truncated-file";
  public static final String CORRUPT_FILE = "corrupt-file";
}
