package io.gristmill.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gristmill.check.Problems;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private enum Keep {
    GREEDY,
    EARLIEST_SIMILAR
  }

  private final Problems problems = new Problems();

  private SettingsReader reader(String hocon) {
    return new SettingsReader("dedup", ConfigFactory.parseString(hocon), problems);
  }

  private SettingsReader value(String value) {
    return reader("k = " + value);
  }

  private void assertRefused(String message) {
    assertThat(problems.messages()).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "yes, true", "off, false", "\"true\", true"})
  void flagIsTrueOrFalse(String given, boolean expected) {
    assertThat(value(given).flag("k")).isEqualTo(expected);
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "maybe", "[true]", "{a = true}", "null"})
  void otherValuesAreNotFlags(String given) {
    value(given).flag("k");
    assertThat(problems.messages())
        .singleElement()
        .asString()
        .startsWith("dedup.k must be true or false, was ");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3",
    "3.0, 3",
    "3e2, 300",
    "\"7\", 7",
    "-5, -5",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9007199254740993, 9007199254740993"
  })
  void wholeNumbersAreReadExactly(String given, long expected) {
    assertThat(value(given).whole("k", Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(expected);
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "x",
        "null",
        "[1]",
        "true",
        "\"\"",
        "1e300",
        "\"Infinity\"",
        "\"NaN\"",
        "-1e300"
      })
  void otherValuesAreNotWholeNumbers(String given) {
    assertThat(value(given).whole("k", 1, Long.MAX_VALUE)).isEqualTo(1);
    assertThat(problems.messages())
        .singleElement()
        .asString()
        .startsWith("dedup.k must be a whole number of at least 1, was ");
  }

  @Test
  void boundsOfWholeNumbersAreInclusive() {
    assertThat(value("1").integer("k", 1, 3)).isEqualTo(1);
    assertThat(value("3").integer("k", 1, 3)).isEqualTo(3);
    assertThat(problems.messages()).isEmpty();
    assertThat(value("4").integer("k", 1, 3)).isEqualTo(1);
    assertRefused("dedup.k must be a whole number from 1 to 3, was 4");
  }

  @Test
  void numberBeyondAnIntegerIsRefused() {
    assertThat(value("4294967297").integer("k", 0, Integer.MAX_VALUE)).isZero();
    assertRefused("dedup.k must be a whole number of at least 0, was 4294967297");
  }

  @Test
  void boundsOfNumbersAreInclusive() {
    assertThat(value("0").real("k", 0, 1)).isZero();
    assertThat(value("1").real("k", 0, 1)).isEqualTo(1);
    assertThat(value("1e-3").real("k", 0, 1)).isEqualTo(0.001);
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1.000001", "\"NaN\"", "\"Infinity\"", "x", "null", "[0.5]"})
  void valuesOutOfBoundsAreRefused(String given) {
    assertThat(value(given).real("k", 0, 1)).isZero();
    assertThat(problems.messages())
        .singleElement()
        .asString()
        .startsWith("dedup.k must be a number from 0 to 1, was ");
  }

  @Test
  void textMayBeEmptyOrLookLikeANumber() {
    assertThat(value("\"\"").text("k")).isEmpty();
    assertThat(value("12").text("k")).isEqualTo("12");
    assertThat(value("true").text("k")).isEqualTo("true");
    assertThat(value("\"가나다 🙂\"").text("k")).isEqualTo("가나다 🙂");
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void listIsNotAText() {
    assertThat(value("[a]").text("k")).isEmpty();
    assertRefused("dedup.k must be a text, was [\"a\"]");
  }

  @Test
  void nullIsNotAText() {
    assertThat(value("null").text("k")).isEmpty();
    assertRefused("dedup.k must be a text, was null");
  }

  @Test
  void optionalTextIsAbsentWhenNullOrEmpty() {
    assertThat(value("null").optionalText("k")).isEmpty();
    assertThat(value("\"\"").optionalText("k")).isEmpty();
    assertThat(value("x").optionalText("k")).contains("x");
    assertThat(problems.messages()).isEmpty();
    assertThat(value("{a = 1}").optionalText("k")).isEmpty();
    assertRefused("dedup.k must be a text, was {\"a\":1}");
  }

  @Test
  void listsOfTextsKeepTheirOrder() {
    assertThat(value("[]").texts("k")).isEmpty();
    assertThat(value("a").texts("k")).containsExactly("a");
    assertThat(value("[b, a, 3]").texts("k")).containsExactly("b", "a", "3");
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[[a]]", "[null]", "[{a = 1}]", "null", "{a = 1}"})
  void otherValuesAreNotListsOfTexts(String given) {
    assertThat(value(given).texts("k")).isEmpty();
    assertThat(problems.messages())
        .singleElement()
        .asString()
        .startsWith("dedup.k must be a list of texts, was ");
  }

  @Test
  void choicesAreWrittenInKebabCase() {
    assertThat(value("earliest-similar").choice("k", Keep.class)).isEqualTo(Keep.EARLIEST_SIMILAR);
    assertThat(SettingsReader.kebab(Keep.EARLIEST_SIMILAR)).isEqualTo("earliest-similar");
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "best, \"best\"",
    "GREEDY, \"GREEDY\"; did you mean greedy?",
    "earliest_similar, \"earliest_similar\"; did you mean earliest-similar?",
    "\"\", \"\"",
    "[greedy], [\"greedy\"]",
    "null, null"
  })
  void wrongChoiceIsReportedWithAllChoices(String given, String shown) {
    assertThat(value(given).choice("k", Keep.class)).isEqualTo(Keep.GREEDY);
    assertRefused("dedup.k must be one of greedy, earliest-similar, was " + shown);
  }

  @Test
  void mapHasDottedKeysAndTexts() {
    assertThat(value("{ b.c = 1, \"a.b\" = x, d = [1, y] }").map("k"))
        .isEqualTo(Map.of("b.c", "1", "a.b", "x", "d", "[1, y]"));
    assertThat(value("{}").map("k")).isEmpty();
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "[a]", "3", "null"})
  void otherValuesAreNotMaps(String given) {
    assertThat(value(given).map("k")).isEmpty();
    assertThat(problems.messages())
        .singleElement()
        .asString()
        .startsWith("dedup.k must be an object, was ");
  }

  @Test
  void nullCanBeAskedFor() {
    assertThat(value("null").isNull("k")).isTrue();
    assertThat(value("0").isNull("k")).isFalse();
  }

  @Test
  void keysOfNestedBlocksAreReportedInFull() {
    reader("fields { output = maybe }").below("fields").flag("output");
    assertRefused("dedup.fields.output must be true or false, was \"maybe\"");
  }

  @Test
  void wrongSecretIsNotPrinted() {
    reader("api-key = [hunter2]").text("api-key");
    assertRefused("dedup.api-key must be a text, was <hidden>");
  }

  @Test
  void topLevelKeysHaveNoPrefix() {
    assertThat(Settings.load(null, java.util.List.of("seed=1.5"), problems).seed(problems))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(problems.messages()).singleElement().asString().startsWith("seed must be a whole");
  }
}
