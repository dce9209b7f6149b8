package io.gristmill.quality;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;

/**
 * Settings of the rule over all records that keeps the first of those that are equal; {@code
 * filter.rules.exact-duplicate}.
 *
 * @param enabled whether it is applied
 * @param fields the fields that must all be equal, at least one when enabled
 */
public record ExactDuplicateConfig(boolean enabled, List<Field> fields) implements Serializable {

  /** Name of the rule in reports. */
  public static final String RULE = "exact-duplicate";

  public ExactDuplicateConfig {
    fields = List.copyOf(fields);
    Require.that(
        !enabled || !fields.isEmpty(), "filter.rules.exact-duplicate.fields must name a field");
  }
}
