package io.gristmill.quality;

import static io.gristmill.quality.QualityTesting.example;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.record.Example;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule is linear in the text: a quadratic one would time out on a million characters. */
class HugeTextTest {

  private static final int LENGTH = 1_000_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the quick miller, ",
        "a",
        "\n",
        "```\n",
        "\u03A3'",
        ",",
        ": ",
        "\u0301",
        "磨",
        "밀 ",
        "I cannot ",
        "[insert ",
        "draw_",
        "a\nb\n"
      })
  @Timeout(60)
  void aTextOfAMillionCharactersIsJudgedByEveryRule(String piece) {
    String huge = piece.repeat(LENGTH / piece.length());
    RuleSet rules = RulesProperties.everyRule();
    Example example = example(huge, huge + "x", huge);
    rules
        .rules()
        .forEach(
            (name, rule) -> {
              Verdict verdict = rule.judge(example);
              if (name.equals("length")) {
                assertThat(verdict).isInstanceOf(Verdict.Drop.class);
              }
            });
  }
}
