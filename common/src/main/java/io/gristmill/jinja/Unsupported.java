package io.gristmill.jinja;

import java.util.Set;

/**
 * The constructs of Jinja and Python that this engine knows by name but does not support, because
 * the chat templates of models do not use them.
 */
enum Unsupported {
  FILTER(
      "the filter '%s'",
      """
      abs attr batch center e escape filesizeformat float forceescape format groupby max min pprint
      random round slice striptags sum truncate urlencode urlize wordcount wordwrap xmlattr
      """),
  TEST("the test '%s'", "callable escaped filter lower sameas test upper"),
  TAG("{%% %s %%}", "autoescape block call extends filter from import include print raw with"),
  VARIABLE("the variable '%s'", "caller cycler joiner kwargs lipsum self super varargs"),
  LOOP("loop.%s", "changed cycle depth depth0"),
  OPERATOR("the operator '%s'", "**"),
  DICT_METHOD("the method '%s'", "clear copy fromkeys pop popitem setdefault update"),
  /** Methods of other types than dictionaries, whose items may have these names. */
  METHOD(
      "the method '%s'",
      """
      append as_integer_ratio bit_count bit_length casefold center conjugate count denominator
      encode expandtabs extend find format format_map from_bytes fromhex hex imag index insert
      is_integer isalnum isalpha isascii isdecimal isdigit isdisjoint isidentifier islower isnumeric
      isprintable isspace istitle isupper ljust maketrans mapping numerator partition real remove
      removeprefix removesuffix reverse rfind rindex rjust rpartition rsplit sort splitlines start
      step stop swapcase to_bytes translate zfill
      """);

  /** Formatting of text with {@code %}, in a text of any template. */
  static final String PERCENT_FORMAT = "formatting text with %";

  private final String description;
  private final Set<String> names;

  Unsupported(String description, String names) {
    this.description = description;
    this.names = Set.of(names.strip().split("\\s+"));
  }

  Set<String> names() {
    return names;
  }

  /**
   * Rejects a name of this table.
   *
   * @param line its line in the template, 0 during rendering
   * @throws TemplateException if the name is in the table
   */
  void reject(String name, int line) {
    if (names.contains(name)) {
      throw exception(String.format(description, name), line);
    }
  }

  /** The error for a construct, with its remedy. */
  static TemplateException exception(String construct, int line) {
    return TemplateException.unsupported(line, construct + "; rewrite the template without it");
  }
}
