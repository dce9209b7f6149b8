package io.gristmill.quality;

import io.gristmill.config.SettingsReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The settings of one rule, {@code filter.rules.<name>}; a null takes the value of the preset. */
record FilterRuleSettings(SettingsReader reader, boolean enabledByPreset) {

  static FilterRuleSettings of(SettingsReader rules, FilterPreset preset, String rule) {
    return new FilterRuleSettings(rules.below(rule), preset.enables(rule));
  }

  boolean enabled() {
    return flag("enabled", enabledByPreset);
  }

  boolean flag(String key, boolean preset) {
    return reader.isNull(key) ? preset : reader.flag(key);
  }

  /** A list of non-blank texts; a blank one would match every record. */
  List<String> texts(String key) {
    List<String> texts = reader.texts(key);
    if (texts.stream().anyMatch(String::isBlank)) {
      reader.problem(key, "a list of texts, none of them blank");
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
        reader.unknownElement(
            key,
            "a list of some of",
            Arrays.stream(Field.values()).map(SettingsReader::kebab).toList());
        return List.of();
      }
    }
    return fields;
  }

  LengthBounds bounds(String field, LengthBounds preset) {
    SettingsReader fieldReader = reader.below(field);
    int minWords = min(fieldReader, "min-words", preset.minWords());
    int minChars = min(fieldReader, "min-chars", preset.minChars());
    return new LengthBounds(
        minWords,
        max(fieldReader, "max-words", minWords, preset.maxWords()),
        minChars,
        max(fieldReader, "max-chars", minChars, preset.maxChars()));
  }

  private static int min(SettingsReader reader, String key, int preset) {
    return reader.isNull(key) ? preset : reader.integer(key, 0, Integer.MAX_VALUE);
  }

  private static int max(SettingsReader reader, String key, int min, int preset) {
    return reader.isNull(key) ? Math.max(min, preset) : reader.integer(key, min, Integer.MAX_VALUE);
  }
}
