package io.gristmill.quality;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.quality.ConflictingOutputConfig.OnConflict;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything of {@code filter} in reference.conf: the rules that judge each record by itself, and
 * the settings of the two that look at all records.
 *
 * @param rules the rules that are on, in the order in which they are applied
 * @param exactDuplicate equal records
 * @param conflictingOutput records that contradict each other
 */
public record FilterConfig(
    RuleSet rules, ExactDuplicateConfig exactDuplicate, ConflictingOutputConfig conflictingOutput)
    implements Serializable {

  /** Reads the block {@code filter}; what is wrong with it goes to {@code problems}. */
  public static FilterConfig read(Settings settings, Problems problems) {
    SettingsReader filter = settings.reader("filter", problems);
    FilterPreset preset = filter.choice("preset", FilterPreset.class);
    SettingsReader rules = filter.below("rules");
    return new FilterConfig(
        new RuleSet(new RuleFactory(rules, preset).rules()),
        exactDuplicate(FilterRuleSettings.of(rules, preset, ExactDuplicateConfig.RULE)),
        conflictingOutput(FilterRuleSettings.of(rules, preset, ConflictingOutputConfig.RULE)));
  }

  /** A preset with nothing changed. */
  public static FilterConfig of(FilterPreset preset) {
    Problems problems = new Problems();
    List<String> assignment = List.of("filter.preset=" + preset.label());
    FilterConfig config = read(Settings.load(null, assignment, problems), problems);
    problems.throwIfAny();
    return config;
  }

  /** The names of all rules that are on, those over all records last. */
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
