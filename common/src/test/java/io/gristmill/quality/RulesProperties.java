package io.gristmill.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.record.Example;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RulesProperties {

  private static final RuleSet RULES = everyRule();

  /** All rules, each enabled. */
  static RuleSet everyRule() {
    List<String> assignments = new ArrayList<>(List.of("filter.preset=none"));
    for (String name :
        List.of(
            "empty",
            "length",
            "blocklist",
            "prefix-blocklist",
            "input-equals-output",
            "instruction-equals-output",
            "placeholder",
            "truncated",
            "refusal",
            "repetition",
            "allowed-scripts",
            "safety-blocklist",
            "quality-score")) {
      assignments.add("filter.rules." + name + ".enabled=true");
    }
    assignments.add("filter.rules.refusal.within-first-chars=0");
    return QualityTesting.config(assignments).rules();
  }

  @Property
  void everyRuleAcceptsAnyTextAndDropsUnderItsOwnName(
      @ForAll("texts") String instruction,
      @ForAll("texts") String input,
      @ForAll("texts") String output) {
    Example example = QualityTesting.example(instruction, input, output);
    RULES
        .rules()
        .forEach(
            (name, rule) -> {
              if (rule.judge(example) instanceof Verdict.Drop drop) {
                assertThat(drop.rule()).isEqualTo(name);
                assertThat(drop.detail()).isNotBlank();
                assertThat(drop.score()).isNotNaN();
              }
            });
  }

  @Property
  void verdictsAreReproducibleAndSurviveSerialization(
      @ForAll("texts") String instruction, @ForAll("texts") String output) {
    Example example = QualityTesting.example(instruction, "", output);
    assertThat(RULES.judge(example)).isEqualTo(RULES.judge(example));
    assertThat(COPY.judge(example)).isEqualTo(RULES.judge(example));
  }

  @Property
  void theVerdictOfARuleSetIsItsFirstDrop(@ForAll("texts") String output) {
    Example example = QualityTesting.answer(output);
    Verdict first =
        RULES.rules().values().stream()
            .map(rule -> rule.judge(example))
            .filter(verdict -> verdict instanceof Verdict.Drop)
            .findFirst()
            .orElse(Verdict.KEEP);
    assertThat(RULES.judge(example)).isEqualTo(first);
  }

  /** Random Unicode with unpaired surrogates, and texts of fragments that rules match. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
                "```",
                "\n",
                " ",
                ":",
                ",",
                "한글",
                "漢字",
                "🌾",
                "\uD83C",
                "\u0301",
                "[insert",
                "]",
                "a",
                "and",
                "Σ",
                "the wheat. ",
                "As an AI ",
                "\u0000",
                "İ",
                "_")
            .list()
            .ofMaxSize(60)
            .map(list -> String.join("", list));
    return Arbitraries.oneOf(Arbitraries.strings().all().ofMaxLength(80), pieces);
  }

  private static final RuleSet COPY = copy(RULES);

  private static RuleSet copy(RuleSet rules) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(rules);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (RuleSet) in.readObject();
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
