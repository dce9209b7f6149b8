package io.gristmill.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaTest {

  private static Setting setting(String key) {
    return Schema.setting(key).orElseThrow();
  }

  @Test
  void everyKeyIsASettingWithItsDefault() {
    Settings.leaves(Settings.reference())
        .forEach((key, value) -> assertThat(setting(key).defaultValue()).isEqualTo(value));
  }

  @Test
  void settingHasTheCommentOfItsParagraph() {
    assertThat(setting("dedup.write-pairs").comment()).contains("pairs/");
    assertThat(setting("filter.rules.length.input.max-words").comment()).isNotEmpty();
  }

  @Test
  void summaryIsTheFirstSentence() {
    assertThat(summary("Seed of everything random. The same input gives the same bytes."))
        .isEqualTo("Seed of everything random.");
    assertThat(summary("Ratio, 0.5 to 1. Null: none.")).isEqualTo("Ratio, 0.5 to 1.");
    assertThat(summary("no full stop")).isEqualTo("no full stop");
  }

  private static String summary(String comment) {
    return new Setting("a.b", comment, setting("seed").defaultValue()).summary();
  }

  @Test
  void typesFollowFromDefaults() {
    assertThat(setting("dedup.write-pairs").isFlag()).isTrue();
    assertThat(setting("run.input").isList()).isTrue();
    assertThat(setting("seed").isNumber()).isTrue();
    assertThat(setting("curate.stages").defaultText())
        .isEqualTo("[filter, novelty, dedup, export]");
  }
}
