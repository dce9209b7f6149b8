package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.config.OtherNames;
import io.gristmill.config.OtherNames.Section;
import io.gristmill.config.ReferenceText;
import io.gristmill.config.Schema;
import io.gristmill.recipe.catalog.RecipeKind;
import io.gristmill.recipe.catalog.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    return Main.commandLine().getSubcommands().keySet().stream();
  }

  /** Jobs with settings. */
  static Stream<String> jobsWithSettings() {
    return Main.commandLine().getSubcommands().entrySet().stream()
        .filter(job -> job.getValue().getCommand() instanceof JobCommand)
        .map(job -> job.getKey());
  }

  @Test
  void missingJobIsReported() {
    assertThat(CliRun.withoutSpark().refusedWith(ExitCode.USAGE).messages())
        .containsExactly("a job is missing; gristmill --help lists all", "Try: gristmill --help");
  }

  @ParameterizedTest
  @CsvSource({
    "dedupp, dedup",
    "train, sft",
    "fine_tune, sft",
    "deduplicate, dedup",
    "cureate, curate"
  })
  void unknownJobIsRefusedWithASuggestion(String given, String meant) {
    assertThat(CliRun.withoutSpark(given).refusedWith(ExitCode.USAGE).messages())
        .containsExactly(
            "unknown job \"" + given + "\"; did you mean " + meant + "?", "Try: gristmill --help");
    assertThat(CliRun.withoutSpark("help", given).refusedWith(ExitCode.USAGE).err())
        .contains("did you mean " + meant + "?");
  }

  @Test
  void unknownJobIsRefusedWithAPointerToTheList() {
    assertThat(CliRun.withoutSpark("xyzzy").refusedWith(ExitCode.USAGE).err())
        .contains("unknown job \"xyzzy\"; gristmill --help lists all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dedup --inputs x       | --inputs; did you mean --input?",
        "dedup --num_perm=9     | --num_perm; did you mean --threshold (the join is exact, without"
            + " MinHash)?",
        "dedup --mode auto      | --mode; did you mean --strategy?",
        "dedup --local-max-chars 5 | --local-max-chars; did you mean dedup.local-max-chars=VALUE?",
        "sft --lr 1             | --lr; did you mean --learning-rate?",
        "sft --num_epochs 1     | --num_epochs; did you mean --num-train-epochs?",
        "sft --warmup_ratio 0.1 | --warmup_ratio; did you mean --warmup-steps (a number below 1 is"
            + " a fraction of all steps)?",
        "sft --validation x     | --validation; did you mean --eval-dataset?",
        "dpo --rpo_alpha 1      | --rpo_alpha; did you mean --loss-weights (with loss-type ="
            + " [sigmoid, sft])?",
        "dedup --fields output  | --fields; did you mean dedup.fields.output=remove?",
        "sft --eval x           | --eval; did you mean --eval-dataset?",
        "sft --optim adamw      | --optim; did you mean --learning-rate (the optimizer is always"
            + " AdamW)?",
        "generate --n 3         | --n; did you mean --num-rows?",
        "generate --count 3     | --count; did you mean --num-rows?",
        "generate --num-tasks 3 | --num-tasks; did you mean --num-rows?",
        "sft --xyzzy 3          | --xyzzy; gristmill sft --help lists the options",
        "sft --output_dir out   | --output_dir; did you mean --output?",
        "datasets list --shw d  | --shw; gristmill datasets list --help lists the options"
      })
  void unknownOptionIsRefusedWithASuggestion(String command, String message) {
    assertThat(CliRun.withoutSpark(command.split(" +")).refusedWith(ExitCode.USAGE).messages())
        .first()
        .asString()
        .isEqualTo("unknown option " + message);
  }

  @Test
  void underscoresInOptionsCountAsHyphens() {
    assertThat(
            CliRun.withoutSpark("sft", "--print-config", "--learning_rate=1e-4", "--max_steps", "7")
                .succeeded()
                .out())
        .contains("    learning-rate = 1e-4\n")
        .contains("    max-steps = 7\n");
  }

  @Test
  void optionWithoutItsValueIsReported() {
    assertThat(CliRun.withoutSpark("dedup", "--output").refusedWith(ExitCode.USAGE).err())
        .contains("Missing required parameter for option '--output' (DIR)");
  }

  @Test
  void missingInputOfAJobIsReported() {
    assertThat(
            CliRun.withoutSpark("dedup", "--output", folder.resolve("o").toString())
                .refusedWith(ExitCode.USAGE)
                .messages())
        .containsExactly("the input is missing; give files, directories or globs: INPUT...");
  }

  @Test
  void missingOutputIsReported() throws IOException {
    assertThat(
            CliRun.withoutSpark("dedup", "--input", data()).refusedWith(ExitCode.USAGE).messages())
        .containsExactly("the run directory is missing; give --output DIR");
  }

  @Test
  void versionIsPrinted() {
    assertThat(CliRun.withoutSpark("--version").succeeded().out()).matches("gristmill \\S+\\R");
  }

  @Test
  void programHelpListsEveryJobAndExitCode() {
    String help = CliRun.withoutSpark("--help").succeeded().out();
    assertThat(jobs().toList()).allSatisfy(job -> assertThat(help).contains("\n  " + job + " "));
    assertThat(ExitCode.values())
        .allSatisfy(code -> assertThat(help).containsPattern("\\b" + code.code() + " "));
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void helpOfAJobIsOneScreen(String job) {
    String help = CliRun.withoutSpark(job, "--help").succeeded().out();
    assertThat(help.lines().count()).isLessThanOrEqualTo(60);
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
    assertThat(CliRun.withoutSpark("help", job).succeeded().out()).isEqualTo(help);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void helpOfAJobListsEveryOption(String job) {
    String help = CliRun.withoutSpark(job, "--help").succeeded().out();
    CommandLine command = Objects.requireNonNull(Main.commandLine().getSubcommands().get(job));
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(help).contains(option.names()[option.names().length > 2 ? 1 : 0]);
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pageHasThreeExamplesAndKnownSettingsOnly(String job) {
    JobPage page = JobPages.page(job).orElseThrow();
    assertThat(page.examples()).hasSize(3);
    assertThat(Stream.concat(page.settings().stream(), page.moreFlags().stream()))
        .allSatisfy(entry -> assertThat(Schema.setting(JobPage.key(entry))).as(entry).isPresent());
    assertThat(page.settings())
        .allSatisfy(
            entry ->
                assertThat(Schema.setting(JobPage.key(entry)).orElseThrow().comment())
                    .as(entry)
                    .isNotBlank());
  }

  static Stream<String> pages() {
    return JobPages.all().keySet().stream()
        .filter(job -> !List.of("completion", "help").contains(job));
  }

  @Test
  void usageMarksOptionalPathsAndNamesTheDefaultDirectory() {
    assertThat(CliRun.withoutSpark("generate", "--help").out())
        .contains("Usage: gristmill generate [INPUT...] [-o DIR] [KEY=VALUE]... [OPTIONS]")
        .contains("gristmill-out/generate/runs/ID");
    assertThat(CliRun.withoutSpark("curate", "--help").out())
        .contains("Usage: gristmill curate [INPUT...] [-o DIR] [KEY=VALUE]... [OPTIONS]")
        .contains("gristmill-out/curate/runs/ID");
    assertThat(CliRun.withoutSpark("dedup", "--help").out())
        .contains("Usage: gristmill dedup INPUT... -o DIR [KEY=VALUE]... [OPTIONS]")
        .doesNotContain("gristmill-out");
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void defaultWithoutAValueIsShownAsNone(String job) {
    assertThat(CliRun.withoutSpark(job, "--help").out())
        .doesNotContain("[[]]", "[null]", "= null]", "[{}]");
  }

  @Test
  void furtherFlagsAreShownWithTheirValues() {
    assertThat(CliRun.withoutSpark("sft", "--help").out())
        .contains("--lr-scheduler-type constant|linear|cosine")
        .contains("--report-to tensorboard,html,mlflow");
    assertThat(CliRun.withoutSpark("generate", "--help").out()).contains("alpaca.language=");
  }

  @Test
  void helpSaysHowAFlagIsSetToFalse() {
    assertThat(CliRun.withoutSpark("sft", "--help").out()).contains("--no-NAME sets false");
    assertThat(CliRun.withoutSpark("split", "--help").out()).doesNotContain("--no-NAME");
  }

  @Test
  void everyJobHasAPage() {
    assertThat(jobs().toList()).containsExactlyInAnyOrderElementsOf(JobPages.all().keySet());
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
  void fullHelpOfAJobShowsItsBlockOfReferenceConf(String job) {
    String help = CliRun.withoutSpark(job, "--help-all").succeeded().out();
    String block = ReferenceText.block(job).orElseThrow();
    assertThat(help).contains("Settings of " + job + " (" + job + ".KEY=VALUE");
    assertThat(block.lines().filter(line -> !line.isBlank()))
        .allSatisfy(line -> assertThat(help).contains("\n  " + line + "\n"));
  }

  @Test
  void jobsThatEncodeTextShowTheSettingsOfTrainingData() {
    for (String job : List.of("tokenizer", "tokenize", "sft", "dpo")) {
      assertThat(CliRun.withoutSpark(job, "--help-all").succeeded().out())
          .contains("How rows become tokens")
          .contains("\n    prompt-template = alpaca\n");
    }
    assertThat(CliRun.withoutSpark("dedup", "--help-all").out()).doesNotContain("become tokens");
  }

  @Test
  void completionScriptKnowsJobsAndFlags() {
    for (String shell : List.of("bash", "zsh")) {
      assertThat(CliRun.withoutSpark("completion", shell).succeeded().out())
          .contains("complete -F _complete_gristmill", "--learning-rate", "rehearsal-server");
    }
  }

  @Test
  void programHelpGroupsTheJobs() {
    assertThat(CliRun.withoutSpark("help").succeeded().out())
        .isEqualTo(CliRun.withoutSpark("--help").out())
        .containsSubsequence(
            "Make data with a model:",
            "  generate ",
            "Clean it:",
            "  dedup ",
            "Shape it:",
            "  export ",
            "Train on it:",
            "  sft ",
            "Operate:",
            "  curate ");
  }

  @Test
  void helpIsUtf8InALocaleWithoutUnicode() {
    assertThat(CliRun.withoutSpark("filter", "--help-all").out()).contains("언어 모델로서");
  }

  @Test
  void otherNamesOfJobsLeadToKnownJobsAndRecipes() {
    assertThat(targets(Section.JOBS)).isSubsetOf(Main.commandLine().getSubcommands().keySet());
    assertThat(targets(Section.RECIPES))
        .isSubsetOf(Recipes.all().stream().map(RecipeKind::name).toList());
  }

  private static Set<String> targets(Section section) {
    return OtherNames.lines(section).values().stream()
        .flatMap(line -> line.targets().stream())
        .collect(Collectors.toSet());
  }
}
