package io.gristmill.quality;

import static io.gristmill.quality.QualityTesting.ask;
import static io.gristmill.quality.QualityTesting.config;
import static io.gristmill.quality.QualityTesting.example;
import static io.gristmill.quality.QualityTesting.preset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.quality.ConflictingOutputConfig.OnConflict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterConfigTest {

  @Test
  void eachPresetHasItsRulesInOrder() {
    assertThat(preset(FilterPreset.NONE).names()).isEmpty();
    assertThat(preset(FilterPreset.ALPACA).names())
        .containsExactly("length", "blocklist", "prefix-blocklist");
    assertThat(preset(FilterPreset.SELF_INSTRUCT).names())
        .containsExactly(
            "empty",
            "length",
            "blocklist",
            "prefix-blocklist",
            "input-equals-output",
            "truncated",
            "exact-duplicate",
            "conflicting-output");
    assertThat(config(List.of()).names())
        .containsExactly(
            "empty",
            "length",
            "input-equals-output",
            "instruction-equals-output",
            "placeholder",
            "truncated",
            "refusal",
            "repetition",
            "exact-duplicate");
  }

  @ParameterizedTest
  @CsvSource({
    "'Write short poems', length, length",
    "'Write short poems now', , ",
    "'Play some music today please', , blocklist",
    "'Draw some rye today please', blocklist, blocklist",
    "'write a program to grind', prefix-blocklist, ",
    "'Write a program to grind', prefix-blocklist, prefix-blocklist",
    "'(Please) name a few grains', prefix-blocklist, prefix-blocklist",
    "'밀을 빻는 방법을 자세히 알려줘', prefix-blocklist, prefix-blocklist"
  })
  void thePresetsOfThePapersJudgeInstructionsAsTheirCodeDoes(
      String instruction, String selfInstruct, String alpaca) {
    assertThat(ruleOf(FilterPreset.SELF_INSTRUCT, instruction)).isEqualTo(selfInstruct);
    assertThat(ruleOf(FilterPreset.ALPACA, instruction)).isEqualTo(alpaca);
  }

  private static @Nullable String ruleOf(FilterPreset preset, String instruction) {
    Verdict verdict = preset(preset).rules().judge(ask(instruction));
    return verdict instanceof Verdict.Drop drop ? drop.rule() : null;
  }

  @Test
  void selfInstructFiltersInstancesAndAlpacaDoesNot() {
    String instruction = "Name a few grains please";
    RuleSet selfInstruct = preset(FilterPreset.SELF_INSTRUCT).rules();
    RuleSet alpaca = preset(FilterPreset.ALPACA).rules();
    for (var bad :
        List.of(
            example(instruction, "", ""),
            example(instruction, "rye", "rye"),
            example(instruction, "List: ", "rye"),
            example(instruction, "", "Grains:\nMore: "))) {
      assertThat(selfInstruct.judge(bad)).isInstanceOf(Verdict.Drop.class);
      assertThat(alpaca.judge(bad)).isEqualTo(Verdict.KEEP);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "오늘 날씨 어때, 맑아요",
    "휴, 힘내세요",
    "写一首诗, 床前明月光",
    "What is 2+2?, 4",
    "Translate to Japanese: flour, 小麦粉",
    "Classify: rye, None"
  })
  void theDefaultKeepsShortAnswersOfAnyLanguage(String instruction, String output) {
    assertThat(preset(FilterPreset.DEFAULT).rules().judge(example(instruction, "", output)))
        .isEqualTo(Verdict.KEEP);
  }

  @Test
  void aSettingOverridesThePreset() {
    assertThat(
            config(
                    List.of(
                        "filter.preset=alpaca",
                        "filter.rules.blocklist.enabled=false",
                        "filter.rules.refusal.enabled=true",
                        "filter.rules.exact-duplicate.enabled=true"))
                .names())
        .containsExactly("length", "prefix-blocklist", "refusal", "exact-duplicate");
  }

  @Test
  void aConfiguredListReplacesThatOfThePreset() {
    RuleSet rules =
        config(List.of("filter.preset=self-instruct", "filter.rules.blocklist.words=[rye]"))
            .rules();
    assertThat(rules.judge(ask("Draw a map of mills"))).isEqualTo(Verdict.KEEP);
    assertThat(rules.judge(ask("Bake a loaf of rye"))).isInstanceOf(Verdict.Drop.class);
  }

  @Test
  void theRulesThatCompareRecordsHaveTheirSettings() {
    FilterConfig byDefault = config(List.of());
    assertThat(byDefault.exactDuplicate())
        .isEqualTo(
            new ExactDuplicateConfig(true, List.of(Field.INSTRUCTION, Field.INPUT, Field.OUTPUT)));
    assertThat(byDefault.conflictingOutput())
        .isEqualTo(new ConflictingOutputConfig(false, OnConflict.DROP_ALL));
    FilterConfig own =
        config(
            List.of(
                "filter.preset=self-instruct",
                "filter.rules.exact-duplicate.fields=[instruction]",
                "filter.rules.conflicting-output.on-conflict=keep-first"));
    assertThat(own.exactDuplicate().fields()).isEqualTo(List.of(Field.INSTRUCTION));
    assertThat(own.conflictingOutput())
        .isEqualTo(new ConflictingOutputConfig(true, OnConflict.KEEP_FIRST));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "filter.preset=best; filter.preset must be one of default, self-instruct, alpaca, none",
        "filter.rules.empty.enabled=maybe; filter.rules.empty.enabled must be true or false",
        "filter.rules.empty.fields=[answer]; filter.rules.empty.fields must be a list of",
        "filter.rules.blocklist.words=[\"\"]; filter.rules.blocklist.words must be a list of texts",
        "filter.rules.allowed-scripts.scripts=[elvish]; filter.rules.allowed-scripts.scripts must"
            + " be a",
        "filter.rules.length.output.max-words=-1; filter.rules.length.output.max-words must be a",
        "filter.rules.quality-score.min-score=2; filter.rules.quality-score.min-score must be a"
            + " number from",
        "filter.rules.exact-duplicate.fields=[]; filter.rules.exact-duplicate.fields must be a",
        "filter.rules.refusal.within-first-chars=-1; filter.rules.refusal.within-first-chars must"
            + " be a whole",
        "filter.rules.cutoff.enabled=true; filter.rules.cutoff.enabled: unknown key"
      })
  void aWrongSettingIsNamedEvenWhereItsRuleIsOff(String assignment, String message) {
    assertThatThrownBy(() -> config(List.of(assignment))).hasMessageContaining(message);
  }

  @Test
  void aMinimumLengthAboveTheMaximumIsRejected() {
    assertThatThrownBy(
            () ->
                config(
                    List.of(
                        "filter.rules.length.output.min-words=5",
                        "filter.rules.length.output.max-words=4")))
        .hasMessageContaining("filter.rules.length.output.max-words must be a whole number");
  }
}
