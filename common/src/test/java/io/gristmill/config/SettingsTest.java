package io.gristmill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @TempDir Path folder;

  private final Problems problems = new Problems();

  private Settings set(String... assignments) {
    return Settings.load(null, List.of(assignments), problems);
  }

  private Settings file(String text, String... assignments) throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), text);
    return Settings.load(file, List.of(assignments), problems);
  }

  private double threshold(Settings settings) {
    return settings.reader("dedup", problems).real("threshold", 0, 1);
  }

  private String name(Settings settings) {
    return settings.reader("export", problems).text("dataset-name");
  }

  // ---- precedence

  @Test
  void defaultsApplyWithoutFileAndAssignments() {
    assertThat(threshold(Settings.defaults())).isEqualTo(0.75);
  }

  @Test
  void fileOverridesDefaultsAndAssignmentOverridesFile() throws IOException {
    assertThat(threshold(file("dedup.threshold = 0.8"))).isEqualTo(0.8);
    assertThat(threshold(file("dedup.threshold = 0.8", "dedup.threshold=0.9"))).isEqualTo(0.9);
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void laterOfTwoAssignmentsWins() {
    assertThat(threshold(set("dedup.threshold=0.8", "dedup.threshold=0.6"))).isEqualTo(0.6);
  }

  @Test
  void keysMissingInAFileKeepTheirDefaults() throws IOException {
    SettingsReader fields = file("dedup { fields { output = remove } }").reader("dedup", problems);
    assertThat(fields.below("fields").text("output")).isEqualTo("remove");
    assertThat(fields.below("fields").text("instruction")).isEqualTo("remove");
    assertThat(fields.below("fields").text("input")).isEqualTo("off");
  }

  @Test
  void fileMayNestAllSettingsInGristmill() throws IOException {
    assertThat(threshold(file("gristmill { dedup { threshold = 0.8 } }"))).isEqualTo(0.8);
    assertThat(threshold(file("gristmill.dedup.threshold = 0.6"))).isEqualTo(0.6);
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void fileMayIncludeAnotherAndReferToKeysAndTheEnvironment() throws IOException {
    Files.writeString(folder.resolve("base.conf"), "dedup.threshold = 0.8");
    Settings settings =
        file(
            "include \"base.conf\"\n"
                + "export.dataset-name = \"at \"${dedup.threshold}\" in \"${PATH}");
    assertThat(threshold(settings)).isEqualTo(0.8);
    assertThat(name(settings)).isEqualTo("at 0.8 in " + System.getenv("PATH"));
  }

  @Test
  void unresolvedSubstitutionIsRefused() {
    assertThatThrownBy(() -> file("export.dataset-name = ${no.such.key}"))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
        .hasMessageContaining("no.such.key");
  }

  // ---- --set key=value

  @Test
  void assignmentsAcceptNumbersListsAndObjects() {
    Settings settings =
        set(
            "dedup.threshold = 9e-1",
            "curate.stages=[dedup, \"export\"]",
            "dedup.fields={output=remove, input=report}");
    assertThat(threshold(settings)).isEqualTo(0.9);
    assertThat(settings.reader("curate", problems).texts("stages"))
        .containsExactly("dedup", "export");
    assertThat(settings.reader("dedup", problems).below("fields").text("input"))
        .isEqualTo("report");
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C#",
        "a // b",
        "s3a://bucket/data?x=1&y=2",
        "it's",
        "say \"hi\" twice",
        "Q: {instruction}",
        "{instruction} -> {output}",
        "Hello, World",
        "one, seed = 3",
        "line\nseed = 3",
        "한국어 데이터 🙂",
        "a=b",
        "[half",
        "50%",
        "`$&+?!@*\\"
      })
  void unquotedTextIsTakenLiterally(String value) {
    Settings settings = set("export.dataset-name=" + value);
    assertThat(name(settings)).isEqualTo(value);
    assertThat(settings.seed(problems)).isEqualTo(42);
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"a # b\"        | a # b",
        "\"tab\\tend\"    | `tab\tend`",
        "\"\"\"x\"y\"\"\" | x\"y",
        "\"\"             | ``",
        "007              | 007",
        "true             | true"
      })
  void quotedTextIsParsedAsHocon(String value, String expected) {
    assertThat(name(set("export.dataset-name=" + value))).isEqualTo(expected);
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void emptyValueIsTheEmptyText() {
    assertThat(name(set("export.dataset-name="))).isEmpty();
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void assignmentMayReferToTheEnvironment() {
    assertThat(name(set("export.dataset-name=${PATH}"))).isEqualTo(System.getenv("PATH"));
  }

  @Test
  void malformedAssignmentIsReported() {
    set("dedup.threshold", "=3", "a..b=3", "dedup.keep+=greedy");
    assertThat(problems.messages())
        .containsExactly(
            "\"dedup.threshold\" must be KEY=VALUE",
            "\"=3\" must be KEY=VALUE",
            "a..b=3: \"a..b\" is not a valid key; write KEY=VALUE, for example dedup.threshold=0.9",
            "dedup.keep+=greedy: \"dedup.keep+\" is not a valid key; write KEY=VALUE, for example"
                + " dedup.threshold=0.9");
  }

  // ---- unknown keys

  @Test
  void unknownKeyIsReportedWithTheNearestKnownOne() {
    set("dedup.treshold=0.9", "dedup.field.output=remove", "zzz=1");
    assertThat(problems.messages())
        .containsExactly(
            "dedup.field.output: unknown key; did you mean dedup.fields.output?",
            "dedup.treshold: unknown key; did you mean dedup.threshold?",
            "zzz: unknown key; --print-config lists all keys");
  }

  @Test
  void unknownKeysOfAFileAreReported() throws IOException {
    file("novelty { treshold = 0.5, thresholds {} }\nfoo = null");
    assertThat(problems.messages())
        .hasSize(3)
        .anyMatch(m -> m.startsWith("novelty.treshold: unknown key; did you mean"))
        .anyMatch(m -> m.startsWith("novelty.thresholds: unknown key"))
        .anyMatch(m -> m.startsWith("foo: unknown key"));
  }

  @Test
  void anyNameIsAcceptedInAnOpenObject() {
    Settings settings =
        set(
            "ingest.columns.output=answers.text.0",
            "ingest.spark.options.\"mergeSchema\"=true",
            "ingest.spark.options.fs.s3a.endpoint=\"http://h\"");
    SettingsReader ingest = settings.reader("ingest", problems);
    assertThat(ingest.map("columns")).isEqualTo(Map.of("output", "answers.text.0"));
    assertThat(ingest.below("spark").map("options"))
        .isEqualTo(Map.of("mergeSchema", "true", "fs.s3a.endpoint", "http://h"));
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dedup=5              | dedup must be a block of settings, was 5",
        "dedup=null           | dedup must be a block of settings, was null",
        "dedup.fields=remove  | dedup.fields must be a block of settings, was \"remove\"",
        "ingest.columns=[a]   | ingest.columns must be a block of settings, was [\"a\"]",
        "ingest.columns=null  | ingest.columns must be a block of settings, was null"
      })
  void valueInPlaceOfABlockIsRefused(String assignment, String message) {
    Settings settings = set(assignment);
    assertThat(problems.messages()).containsExactly(message);
    assertThat(settings.reader("dedup", problems).below("fields").text("input")).isEqualTo("off");
    assertThat(settings.reader("ingest", problems).map("columns")).isEmpty();
    assertThat(problems.messages()).hasSize(1);
  }

  @Test
  void allProblemsAreReportedAtOnce() throws IOException {
    Settings settings = file("dedup { treshold = 1, keep = best, threshold = 7 }", "oops", "x=1");
    SettingsReader dedup = settings.reader("dedup", problems);
    dedup.real("threshold", 0.01, 0.9999);
    dedup.flag("keep");
    assertThat(problems.messages())
        .containsExactly(
            "\"oops\" must be KEY=VALUE",
            "dedup.treshold: unknown key; did you mean dedup.threshold?",
            "x: unknown key; --print-config lists all keys",
            "dedup.threshold must be a number from 0.01 to 0.9999, was 7",
            "dedup.keep must be true or false, was \"best\"");
  }

  // ---- unreadable files

  @Test
  void missingFileAndDirectoryAreReportedWithTheRemedy() {
    Path missing = folder.resolve("none.conf");
    for (Path path : List.of(missing, folder)) {
      assertThatThrownBy(() -> Settings.load(path, List.of(), problems))
          .isInstanceOfSatisfying(
              UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
          .hasMessage(
              "configuration file "
                  + path
                  + " does not exist; give --config an existing HOCON file");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dedup {\n  keep = [greedy\n}", "seed = 1\n\n}", "gristmill = 3", "[1]"})
  void malformedFileIsReported(String text) {
    assertThatThrownBy(() -> file(text))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
        .hasMessageContaining("my.conf");
  }

  @Test
  void malformedFileIsReportedWithItsLine() {
    assertThatThrownBy(() -> file("seed = 1\n\n}")).hasMessageContaining("my.conf: 3:");
  }

  @Test
  void emptyFileChangesNothing() throws IOException {
    assertThat(file("").toMap()).isEqualTo(Settings.defaults().toMap());
    assertThat(file("# nothing\n").toMap()).isEqualTo(Settings.defaults().toMap());
  }
}
