package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.config.ReferenceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Wrong and missing options, help and version. */
class UsageTest {

  @TempDir Path folder;

  private String data() throws IOException {
    return Files.writeString(
            folder.resolve("data.jsonl"), "{\"instruction\": \"Say hi.\", \"output\": \"Hi.\"}\n")
        .toString();
  }

  static Stream<String> jobs() {
    return new CommandLine(new Main()).getSubcommands().keySet().stream();
  }

  /** All but those that only look at results. */
  static Stream<String> jobsWithSettings() {
    return new CommandLine(new Main())
        .getSubcommands().entrySet().stream()
            .filter(job -> job.getValue().getCommand() instanceof JobCommand)
            .map(job -> job.getKey());
  }

  @Test
  void withoutAJobTheProgramAsksForOne() {
    assertThat(CliRun.withoutSpark().refusedWith(ExitCode.USAGE).messages())
        .containsExactly("Name a job.", "Try: gristmill --help");
  }

  @Test
  void anUnknownJobIsNamedWithTheNearestOne() {
    assertThat(CliRun.withoutSpark("dedupp").refusedWith(ExitCode.USAGE).err())
        .contains("gristmill: Unmatched argument at index 0: 'dedupp'")
        .contains("Did you mean: gristmill dedup");
  }

  @Test
  void anUnknownOptionIsNamedWithTheNearestOne() {
    assertThat(CliRun.withoutSpark("dedup", "--inputs", "x").refusedWith(ExitCode.USAGE).err())
        .contains("--inputs")
        .contains("--input")
        .contains("Possible solutions")
        .contains("Try: gristmill dedup --help");
  }

  @Test
  void anOptionWithoutItsValueIsNamed() {
    assertThat(CliRun.withoutSpark("dedup", "--output").refusedWith(ExitCode.USAGE).err())
        .contains("Missing required parameter for option '--output' (DIR)");
  }

  @Test
  void aJobWithoutInputAsksForIt() {
    assertThat(
            CliRun.withoutSpark("dedup", "--output", folder.resolve("o").toString())
                .refusedWith(ExitCode.USAGE)
                .messages())
        .containsExactly("name what to read: --input PATH...");
  }

  @Test
  void aJobWithoutOutputAsksForIt() throws IOException {
    assertThat(
            CliRun.withoutSpark("dedup", "--input", data()).refusedWith(ExitCode.USAGE).messages())
        .containsExactly("name the run directory: --output DIR");
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(CliRun.withoutSpark("--version").succeeded().out()).matches("gristmill \\S+\\R");
  }

  @Test
  void theProgramsHelpListsEveryJobAndExitCode() {
    String help = CliRun.withoutSpark("--help").succeeded().out();
    assertThat(jobs().toList()).allSatisfy(job -> assertThat(help).contains("\n  " + job + " "));
    assertThat(ExitCode.values())
        .allSatisfy(code -> assertThat(help).containsPattern("\\b" + code.code() + " "));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void theHelpOfAJobListsEveryOption(String job) {
    String help = CliRun.withoutSpark(job, "--help").succeeded().out();
    CommandLine command =
        Objects.requireNonNull(new CommandLine(new Main()).getSubcommands().get(job));
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(help).contains(option.longestName());
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingest",
        "filter",
        "novelty",
        "dedup",
        "mix",
        "split",
        "export",
        "tokenize",
        "tokenizer",
        "curate",
        "generate"
      })
  void theHelpOfAJobShowsItsSettingsAsReferenceConfHasThem(String job) {
    String help = CliRun.withoutSpark(job, "--help").succeeded().out();
    String block = ReferenceText.block(job).orElseThrow();
    assertThat(help)
        .containsSubsequence(
            "--print-config",
            "Settings with their defaults",
            block.lines().findFirst().orElseThrow());
    assertThat(block.lines().filter(line -> !line.isBlank()))
        .allSatisfy(line -> assertThat(help).contains("\n  " + line + "\n"));
  }

  @Test
  void jobsThatMakeTokensShowHowTheyAreMade() {
    for (String job : List.of("tokenizer", "tokenize")) {
      assertThat(CliRun.withoutSpark(job, "--help").succeeded().out())
          .contains("How rows become tokens")
          .contains("\n    style = alpaca\n");
    }
    assertThat(CliRun.withoutSpark("dedup", "--help").out()).doesNotContain("become tokens");
  }

  @Test
  void curatePointsToTheSettingsOfItsStages() {
    assertThat(CliRun.withoutSpark("curate", "--help").out())
        .containsPattern("Settings of the stages: gristmill [a-z|]*dedup[a-z|]* --help");
    assertThat(CliRun.withoutSpark("dedup", "--help").out())
        .contains("How the input is read: gristmill ingest --help");
  }

  @Test
  void helpIsNotMangledByALocaleWithoutUnicode() {
    assertThat(CliRun.withoutSpark("filter", "--help").out()).contains("언어 모델로서");
  }
}
