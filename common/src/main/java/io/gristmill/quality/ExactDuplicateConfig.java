package io.gristmill.quality;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;

/**
 * Settings of the rule that keeps only the first of several equal records; {@code
 * filter.rules.exact-duplicate}.
 *
 * @param fields the fields to compare, at least one if the rule is enabled
 */
public record ExactDuplicateConfig(boolean enabled, List<Field> fields) implements Serializable {

  /** Name of the rule in rejects and reports. */
  public static final String RULE = "exact-duplicate";

  public ExactDuplicateConfig {
    fields = List.copyOf(fields);
    Require.that(
        !enabled || !fields.isEmpty(),
        "filter.rules.exact-duplicate.fields must name at least one field");
  }
}
