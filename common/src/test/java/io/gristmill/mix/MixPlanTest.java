package io.gristmill.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixPlanTest {

  @Test
  void byDefaultSharesAreProportionalToCappedSizes() {
    MixPlan plan = MixPlan.of(config(), Map.of("flan", 30_000L, "cot", 1000L));
    assertThat(plan.quotas()).isEqualTo(Map.of("flan", 3000L, "cot", 1000L));
  }

  @Test
  void proportionalWithoutNumRowsTakesAllRows() {
    MixPlan plan =
        MixPlan.of(config("mix.strategy=proportional"), Map.of("a", 77L, "b", 3L, "", 1L));
    assertThat(plan.quotas()).isEqualTo(Map.of("a", 77L, "b", 3L, "", 1L));
  }

  @Test
  void temperatureRaisesTheShareOfSmallSources() {
    // Sizes 1000 and 1 at temperature 3 give 10 : 1.
    MixPlan plan =
        MixPlan.of(
            config("mix.strategy=temperature", "mix.num-rows=11", "mix.examples-cap=1000"),
            Map.of("a", 1000L, "b", 1L));
    assertThat(plan.quotas()).isEqualTo(Map.of("a", 10L, "b", 1L));
  }

  @Test
  void aSourceWithoutAWeightIsRejectedByName() {
    MixConfig config = config("mix.strategy=weights", "mix.weights.a=1");
    assertThatThrownBy(() -> MixPlan.of(config, Map.of("a", 1L, "b.jsonl", 2L)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "mix.weights must have a weight for each source (none for \"b.jsonl\"); correct"
                + " mix.weights, or set mix.on-missing=ignore");
  }

  @Test
  void aWeightWithoutASourceIsRejectedByName() {
    MixConfig config = config("mix.strategy=weights", "mix.weights.a=1", "mix.weights.typo=1");
    assertThatThrownBy(() -> MixPlan.of(config, Map.of("a", 1L)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no rows for \"typo\"");
  }

  @Test
  void ignoredSourcesContributeNothing() {
    MixPlan plan =
        MixPlan.of(
            config("mix.strategy=weights", "mix.weights.a=1", "mix.on-missing=ignore"),
            Map.of("a", 5L, "b", 2L));
    assertThat(plan.quotas()).isEqualTo(Map.of("a", 5L, "b", 0L));
  }

  @Test
  void noSourceContributesMoreThanItsLimit() {
    MixPlan plan =
        MixPlan.of(
            config("mix.max-per-source=10", "mix.num-rows=100"), Map.of("a", 5000L, "b", 50L));
    assertThat(plan.quotas()).isEqualTo(Map.of("a", 10L, "b", 10L));
    assertThat(plan.rows()).isEqualTo(20);
  }

  @Test
  void withReplacementASmallSourceRepeatsItsRows() {
    MixPlan plan =
        MixPlan.of(
            config("mix.strategy=task-proportional", "mix.replacement=true", "mix.num-rows=20"),
            Map.of("a", 100L, "b", 4L, "empty", 0L));
    assertThat(plan.quotas()).isEqualTo(Map.of("a", 10L, "b", 10L, "empty", 0L));
    assertThat(plan.copies("b", false)).isEqualTo(2);
    assertThat(plan.copies("b", true)).isEqualTo(3);
    assertThat(plan.extra("b")).isEqualTo(2);
    assertThat(plan.maxCopies()).isEqualTo(3);
  }

  @Test
  void allInvalidSettingsAreReported() {
    Problems problems = new Problems();
    Settings settings =
        Settings.load(
            null,
            List.of(
                "mix.group-by=file",
                "mix.strategy=weights",
                "mix.weights.a=-1",
                "mix.replacement=true",
                "mix.examples-cap=0",
                "mix.source-groups=[\"cot\"]"),
            problems);
    MixConfig.read(settings, problems);
    assertThat(problems.messages())
        .anySatisfy(m -> assertThat(m).startsWith("mix.group-by must be source or metadata:<name>"))
        .anySatisfy(m -> assertThat(m).startsWith("mix.weights must be an object of numbers"))
        .anySatisfy(m -> assertThat(m).startsWith("mix.num-rows must be set"))
        .anySatisfy(m -> assertThat(m).startsWith("mix.examples-cap must be"))
        .anySatisfy(m -> assertThat(m).startsWith("mix.source-groups must be a list of"));
  }

  @Test
  void sourcesAreRenamedByTheFirstMatchingPattern() {
    List<SourceGroup> rules =
        config("mix.source-groups=[\"*cot* -> cot\", \"g?m8k -> cot\", \"* -> other\"]")
            .sourceGroups();
    assertThat(SourceGroup.groupOf("FLAN-CoT.jsonl", rules)).isEqualTo("cot");
    assertThat(SourceGroup.groupOf("gsm8k", rules)).isEqualTo("cot");
    assertThat(SourceGroup.groupOf("gsm8k.jsonl", rules)).isEqualTo("other");
    assertThat(SourceGroup.groupOf("", rules)).isEqualTo("other");
    assertThat(SourceGroup.groupOf("번역😀", config().sourceGroups())).isEqualTo("번역😀");
  }

  private static MixConfig config(String... assignments) {
    Problems problems = new Problems();
    MixConfig config =
        MixConfig.read(Settings.load(null, List.of(assignments), problems), problems);
    problems.throwIfAny();
    return config;
  }
}
