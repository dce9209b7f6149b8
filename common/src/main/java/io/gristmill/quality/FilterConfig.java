package io.gristmill.quality;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.quality.ConflictingOutputConfig.OnConflict;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of the block {@code filter} in reference.conf: the rules that judge each record by
 * itself, and the two that compare records.
 */
public record FilterConfig(
    RuleSet rules, ExactDuplicateConfig exactDuplicate, ConflictingOutputConfig conflictingOutput)
    implements Serializable {

  /** Reads the block {@code filter}; mistakes are added to {@code problems}. */
  public static FilterConfig read(Settings settings, Problems problems) {
    SettingsReader filter = settings.reader("filter", problems);
    FilterPreset preset = filter.choice("preset", FilterPreset.class);
    SettingsReader rules = filter.below("rules");
    return new FilterConfig(
        new RuleFactory(rules, preset).create(),
        exactDuplicate(FilterRuleSettings.of(rules, preset, ExactDuplicateConfig.RULE)),
        conflictingOutput(FilterRuleSettings.of(rules, preset, ConflictingOutputConfig.RULE)));
  }

  /** The names of all enabled rules; those that compare records are last. */
  public List<String> names() {
    List<String> names = new ArrayList<>(rules.names());
    if (exactDuplicate.enabled()) {
      names.add(ExactDuplicateConfig.RULE);
    }
    if (conflictingOutput.enabled()) {
      names.add(ConflictingOutputConfig.RULE);
    }
    return List.copyOf(names);
  }

  private static ExactDuplicateConfig exactDuplicate(FilterRuleSettings settings) {
    List<Field> fields = settings.fields("fields");
    boolean enabled = settings.enabled();
    if (enabled && fields.isEmpty()) {
      settings.reader().problem("fields", "a list with at least one field");
      return new ExactDuplicateConfig(false, List.of());
    }
    return new ExactDuplicateConfig(enabled, fields);
  }

  private static ConflictingOutputConfig conflictingOutput(FilterRuleSettings settings) {
    return new ConflictingOutputConfig(
        settings.enabled(), settings.reader().choice("on-conflict", OnConflict.class));
  }
}
