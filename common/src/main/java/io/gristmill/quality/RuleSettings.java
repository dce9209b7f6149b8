package io.gristmill.quality;

import io.gristmill.config.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The settings of one rule, {@code filter.rules.<name>}; what the user leaves null the preset
 * decides.
 */
final class RuleSettings {

  private final SettingsReader reader;
  private final boolean byPreset;

  private RuleSettings(SettingsReader reader, boolean byPreset) {
    this.reader = reader;
    this.byPreset = byPreset;
  }

  static RuleSettings of(SettingsReader rules, FilterPreset preset, String rule) {
    return new RuleSettings(rules.below(rule), preset.has(rule));
  }

  private enum Enabled {
    PRESET,
    ON,
    OFF
  }

  boolean enabled() {
    Enabled given = reader.choice("enabled", Enabled.class);
    return given == Enabled.PRESET ? byPreset : given == Enabled.ON;
  }

  SettingsReader reader() {
    return reader;
  }

  boolean flag(String key, boolean preset) {
    return reader.isNull(key) ? preset : reader.flag(key);
  }

  /** Texts that must not be blank: a blank one would be found everywhere. */
  List<String> texts(String key) {
    List<String> texts = reader.texts(key);
    if (texts.stream().anyMatch(String::isBlank)) {
      reader.problem(key, "a list of texts none of which is blank");
      return List.of();
    }
    return texts;
  }

  List<String> texts(String key, List<String> preset) {
    return reader.isNull(key) ? preset : texts(key);
  }

  Field field(String key) {
    return reader.choice(key, Field.class);
  }

  List<Field> fields(String key, List<Field> preset) {
    return reader.isNull(key) ? preset : fields(key);
  }

  List<Field> fields(String key) {
    List<Field> fields = new ArrayList<>();
    for (String name : reader.texts(key)) {
      try {
        fields.add(Field.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        reader.problem(key, "a list of instruction, input, output");
        return List.of();
      }
    }
    return fields;
  }

  Bounds bounds(String field, Bounds preset) {
    SettingsReader own = reader.below(field);
    int minWords = least(own, "min-words", preset.minWords());
    int minChars = least(own, "min-chars", preset.minChars());
    return new Bounds(
        minWords,
        most(own, "max-words", minWords, preset.maxWords()),
        minChars,
        most(own, "max-chars", minChars, preset.maxChars()));
  }

  private static int least(SettingsReader reader, String key, int preset) {
    return reader.isNull(key) ? preset : reader.integer(key, 0, Integer.MAX_VALUE);
  }

  private static int most(SettingsReader reader, String key, int least, int preset) {
    return reader.isNull(key)
        ? Math.max(least, preset)
        : reader.integer(key, least, Integer.MAX_VALUE);
  }
}
