package io.gristmill.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.List;

/** Records and rules for the tests of this package. */
final class QualityTesting {

  private QualityTesting() {}

  static Example example(String instruction, String input, String output) {
    return Example.of(0, instruction, input, output);
  }

  static Example answer(String output) {
    return example("Tell me about mills", "", output);
  }

  static Example ask(String instruction) {
    return example(instruction, "", "A fine answer.");
  }

  /** The rule with the settings of reference.conf, enabled, overridden by the given settings. */
  static Rule rule(String name, String... assignments) {
    List<String> all = new ArrayList<>(List.of(assignments));
    all.add(0, "filter.preset=none");
    all.add(1, "filter.rules." + name + ".enabled=true");
    FilterConfig config = config(all);
    assertThat(config.names()).containsExactly(name);
    return config.rules().rules().values().iterator().next();
  }

  /** The unchanged settings of a preset. */
  static FilterConfig preset(FilterPreset preset) {
    return config(List.of("filter.preset=" + SettingsReader.kebab(preset)));
  }

  static FilterConfig config(List<String> assignments) {
    Problems problems = new Problems();
    FilterConfig config = FilterConfig.read(Settings.load(null, assignments, problems), problems);
    problems.throwIfAny();
    return config;
  }

  static Verdict.Drop drop(Rule rule, Example example) {
    assertThat(rule.judge(example)).as("%s", example).isInstanceOf(Verdict.Drop.class);
    Verdict.Drop drop = (Verdict.Drop) rule.judge(example);
    return drop;
  }

  static void assertKept(Rule rule, Example... examples) {
    for (Example example : examples) {
      assertThat(rule.judge(example)).as("%s", example).isEqualTo(Verdict.KEEP);
    }
  }
}
