package io.gristmill.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import io.gristmill.config.OtherNames.Line;
import io.gristmill.config.OtherNames.Section;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtherNamesTest {

  private static final List<String> KEYS =
      List.copyOf(Settings.leaves(Settings.reference()).keySet());

  static Stream<Line> lines() {
    return Stream.of(Section.GRISTMILL_0_1, Section.SETTINGS)
        .flatMap(section -> OtherNames.lines(section).values().stream());
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyTargetIsAnOptionAKnownKeyOrABlock(Line line) {
    assertThat(line.targets())
        .isNotEmpty()
        .allMatch(target -> target.startsWith("--") || isKnown(target.split("=", 2)[0]));
  }

  private static boolean isKnown(String target) {
    if (target.contains("*")) {
      Pattern pattern =
          Pattern.compile(Pattern.quote(target).replace("*", "\\E[^.]+\\Q") + "(\\..+)?");
      return KEYS.stream().anyMatch(key -> pattern.matcher(key).matches())
          || isOpen(target.substring(0, target.indexOf(".*")));
    }
    return Settings.find(Settings.reference(), List.of(target.split("\\.", -1))) != null;
  }

  private static boolean isOpen(String block) {
    return Settings.find(Settings.reference(), List.of(block.split("\\.", -1)))
            instanceof ConfigObject object
        && object.isEmpty();
  }

  @Test
  void noNameOfTheTableIsACurrentKey() {
    assertThat(OtherNames.lines(Section.GRISTMILL_0_1).keySet())
        .filteredOn(name -> !name.contains("="))
        .doesNotContainAnyElementsOf(KEYS);
  }

  @Test
  void tableHoldsOldKeysAndTheUsualNamesOfOtherTools() {
    assertThat(OtherNames.lines(Section.GRISTMILL_0_1)).hasSizeGreaterThan(20);
    assertThat(OtherNames.lines(Section.SETTINGS)).hasSizeGreaterThan(30);
    assertThat(OtherNames.lines(Section.JOBS)).hasSizeGreaterThan(20);
    assertThat(OtherNames.lines(Section.RECIPES)).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SETTINGS", "JOBS", "RECIPES"})
  void namesAreWrittenWithHyphens(Section section) {
    Map<String, Line> lines = OtherNames.lines(section);
    assertThat(lines.keySet()).allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }
}
