package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.config.Schema;
import io.gristmill.config.Setting;
import io.gristmill.config.Settings;
import io.gristmill.jobs.testing.TinyModel;
import io.gristmill.recipe.catalog.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings on the command line: problems are reported before Spark starts or reads files. */
class ConfigurationTest {

  private static final String FOR_GPUS = "gpu-example.conf";

  @TempDir Path folder;

  private static CliRun refused(String... arguments) {
    return CliRun.withoutSpark(arguments).refusedWith(ExitCode.CONFIGURATION);
  }

  @Test
  void unknownKeyIsReportedWithTheNearestOne() {
    assertThat(refused("dedup", "--set", "dedup.treshold=0.9", "--input", "nowhere").messages())
        .containsExactly("dedup.treshold: unknown key; did you mean dedup.threshold?");
  }

  @Test
  void wrongValueIsReportedWithRuleAndValue() {
    assertThat(refused("dedup", "--set", "dedup.threshold=1.5").messages())
        .containsExactly("dedup.threshold must be a number from 0.01 to 0.9999, was 1.5");
  }

  @Test
  void problemsOfAllStagesAreReportedAtOnce() throws IOException {
    Path file =
        Files.writeString(folder.resolve("my.conf"), "novelty.compare-field = answer\nfoo = 1");
    CliRun run =
        refused(
            "curate",
            "--config=" + file,
            "--format=csv",
            "--set=oops",
            "--set=seed=x",
            "--set=dedup.threshold=2",
            "--set=dedup.fields=remove",
            "--set=filter.preset=best",
            "--set=ingest.csv.quote=abc",
            "--set=export.formats=[alpaka]");
    assertThat(run.messages().stream().map(message -> message.split("[ :]", -1)[0]))
        .containsExactlyInAnyOrder(
            "\"oops\"",
            "foo",
            "dedup.fields",
            "seed",
            "novelty.compare-field",
            "run.format",
            "dedup.threshold",
            "filter.preset",
            "ingest.csv.quote",
            "export.formats");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[dedup, sort]", "[ingest]"})
  void unknownStageIsReportedWithAllStages(String stages) {
    assertThat(refused("curate", "--set", "curate.stages=" + stages).err())
        .contains(
            "curate.stages must be a list of some of generate, filter, novelty, dedup,"
                + " decontaminate, mix, split, reference, respond, export, tokenize, tokenizer,"
                + " sft, dpo, self-instruct,");
  }

  @Test
  void unknownStageRecipeOrFormatIsRefusedWithASuggestion() {
    assertThat(refused("curate", "stages=[minhash, exprt, wizardlm]").err())
        .contains(
            "unknown stage \"minhash\"; did you mean dedup?",
            "unknown stage \"exprt\"; did you mean export?",
            "unknown stage \"wizardlm\"; did you mean evol-instruct?");
    assertThat(refused("generate", "--recipe", "self_instruct").err())
        .contains("was \"self_instruct\"; did you mean self-instruct?");
    assertThat(refused("generate", "--recipe", "evol").err())
        .contains("did you mean evol-instruct?");
    assertThat(refused("export", "formats=sharegtp").err()).contains("did you mean sharegpt?");
  }

  @Test
  void missingConfigurationFileIsReported() {
    Path missing = folder.resolve("none.conf");
    assertThat(refused("dedup", "--config", missing.toString()).messages())
        .containsExactly(
            "configuration file "
                + missing
                + " does not exist; give --config an existing HOCON file");
  }

  @Test
  void malformedConfigurationFileIsReportedWithItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), "dedup {\n  keep = [\n}\n");
    assertThat(refused("dedup", "--config", file.toString()).err()).contains("my.conf: 3:");
  }

  @ParameterizedTest
  @MethodSource("io.gristmill.jobs.cli.UsageTest#jobsWithSettings")
  void printedConfigurationIsHoconWithTheSetValues(String job) {
    String printed =
        CliRun.withoutSpark(
                job,
                "--print-config",
                "--input",
                "a b",
                "c,d",
                "--output",
                "한글",
                "--format",
                "jsonl",
                "--set",
                "dedup.threshold=0.9",
                "--set",
                "ingest.spark.options.password=hunter2")
            .succeeded()
            .out();
    Config config = ConfigFactory.parseString(printed).getConfig("gristmill");
    assertThat(config.getStringList("run.input")).containsExactly("a b", "c,d");
    assertThat(config.getString("run.output")).isEqualTo("한글");
    assertThat(config.getString("run.format")).isEqualTo("jsonl");
    assertThat(config.getDouble("dedup.threshold")).isEqualTo(0.9);
    assertThat(printed).doesNotContain("hunter2");
  }

  @Test
  void printedConfigurationIsAValidFile() throws IOException {
    String[] print = {
      "dedup", "--print-config", "--write-pairs", "--set", "export.dataset-name=C# // \"x\" 🙂"
    };
    String printed = CliRun.withoutSpark(print).succeeded().out();
    Path file = Files.writeString(folder.resolve("printed.conf"), printed);
    assertThat(
            CliRun.withoutSpark("dedup", "--print-config", "--config", file.toString())
                .succeeded()
                .out())
        .isEqualTo(printed);
  }

  @Test
  void optionsOfAJobSetItsSettings() {
    String pairs =
        CliRun.withoutSpark("dedup", "--print-config", "--write-pairs").succeeded().out();
    assertThat(ConfigFactory.parseString(pairs).getBoolean("gristmill.dedup.write-pairs")).isTrue();
    String root = CliRun.withoutSpark("curate", "--print-config", "--dataset=d").succeeded().out();
    assertThat(ConfigFactory.parseString(root).getString("gristmill.run.dataset")).isEqualTo("d");
  }

  @Test
  void bareArgumentsAreSettingsOrInputs() throws IOException {
    Path file = Files.writeString(folder.resolve("threshold=1"), "x");
    Config config =
        printed(
            "dedup",
            "a.jsonl",
            "threshold=0.9",
            "b.jsonl",
            "novelty.threshold=0.5",
            file.toString(),
            "./keep=x",
            "-o",
            "out",
            "-s",
            "keep=earliest-similar");
    assertThat(config.getStringList("run.input"))
        .containsExactly("a.jsonl", "b.jsonl", file.toString(), "./keep=x");
    assertThat(config.getString("run.output")).isEqualTo("out");
    assertThat(config.getDouble("dedup.threshold")).isEqualTo(0.9);
    assertThat(config.getDouble("novelty.threshold")).isEqualTo(0.5);
    assertThat(config.getString("dedup.keep")).isEqualTo("earliest-similar");
  }

  @Test
  void settingAfterTheInputsOfAnOptionIsASetting() {
    Config config = printed("sft", "-i", "a", "b", "learning-rate=1e-4", "sft.max_steps=10");
    assertThat(config.getStringList("run.input")).containsExactly("a", "b");
    assertThat(config.getDouble("sft.learning-rate")).isEqualTo(1e-4);
    assertThat(config.getInt("sft.max-steps")).isEqualTo(10);
  }

  @Test
  void misspelledBareKeyIsRefusedAsASetting() {
    assertThat(refused("sft", "data.jsonl", "learnig_rate=1", "num_epochs=2").messages())
        .contains(
            "learnig_rate: unknown key; did you mean sft.learning-rate?",
            "num_epochs: unknown key; did you mean sft.num-train-epochs?");
  }

  @ParameterizedTest
  @CsvSource({
    "dedup, sublinear_tf=true",
    "dedup, use_idf=false",
    "dedup, fields.foo=remove",
    "generate, zzz=3",
    "sft, ddp_backend=nccl",
    "sft, sft.foo=1"
  })
  void unknownBareKeyIsRefusedAsASettingNotAsAnInput(String job, String argument) {
    String key = argument.substring(0, argument.indexOf('='));
    assertThat(refused(job, argument, "--print-config").messages())
        .containsExactly(key + ": unknown key (and no such file); --print-config lists all keys");
  }

  @Test
  void settingOfSparkIsReferredToConf() {
    assertThat(refused("dedup", "x", "spark.executor.memory=4g").messages())
        .containsExactly(
            "spark.executor.memory is a setting of Spark; give it as --conf"
                + " spark.executor.memory=4g");
  }

  @Test
  void flagAcceptsTrueAndFalse() {
    for (String[] off :
        List.of(
            new String[] {"--bf16", "false"},
            new String[] {"--bf16=false"},
            new String[] {"--no-bf16"})) {
      Config config =
          printed(Stream.concat(Stream.of("sft", "a"), Stream.of(off)).toArray(String[]::new));
      assertThat(config.getBoolean("sft.bf16")).as(off[0]).isFalse();
      assertThat(config.getStringList("run.input")).containsExactly("a");
    }
    Config config = printed("sft", "--bf16", "True", "--packing", "a.jsonl");
    assertThat(config.getBoolean("sft.bf16")).isTrue();
    assertThat(config.getBoolean("training-data.packing")).isTrue();
    assertThat(config.getStringList("run.input")).containsExactly("a.jsonl");
  }

  @Test
  void otherValueOfAFlagIsRefused() {
    assertThat(CliRun.withoutSpark("sft", "--packing", "bfd").refusedWith(ExitCode.USAGE).err())
        .contains(
            "--packing must be true or false, was \"bfd\"; --packing alone means true,"
                + " --no-packing means false");
  }

  @Test
  void listFlagIsSplitAtCommas() {
    assertThat(printed("sft", "--report-to", "tensorboard,html").getStringList("sft.report-to"))
        .containsExactly("tensorboard", "html");
    assertThat(printed("dpo", "--loss-type", "sigmoid, sft").getStringList("dpo.loss.loss-type"))
        .containsExactly("sigmoid", "sft");
    assertThat(printed("dedup", "--ngram-range", "1,3").getIntList("dedup.ngram-range"))
        .containsExactly(1, 3);
    assertThat(printed("respond", "--stop-strings", ",").getStringList("respond.stop-strings"))
        .containsExactly(",");
  }

  @Test
  void valuesOfAListFlagSeparatedByBlanksAreRefused() {
    assertThat(
            CliRun.withoutSpark("sft", "--report-to", "tensorboard", "html")
                .refusedWith(ExitCode.USAGE)
                .err())
        .contains(
            "--report-to separates values by commas: --report-to tensorboard,html; if html is an"
                + " input, write ./html");
  }

  @Test
  void choiceInCapitalsIsRefusedWithTheSpellingThatWorks() {
    assertThat(refused("dpo", "x", "-o", "y", "--model", "z", "--loss-type", "IPO").err())
        .contains("did you mean ipo?");
  }

  @Test
  void inputOfARecipeWithoutInputIsRefused() {
    assertThat(refused("generate", "--recipe", "alpaca", "data.jsonl").messages())
        .containsExactly(
            "run.input must be empty, was [data.jsonl]: the recipe alpaca takes no input; seed"
                + " tasks go to --seed-tasks");
  }

  @Test
  void jobWithoutInputRefusesAPath() {
    assertThat(CliRun.withoutSpark("plan", "data.jsonl").refusedWith(ExitCode.USAGE).err())
        .contains("plan accepts no input, was \"data.jsonl\"");
  }

  @Test
  void sampleDataIsResolvedToItsPath() {
    String home = System.setProperty("gristmill.home", CliFiles.root().toString());
    try {
      assertThat(printed("dedup", "sample:", "sample:more.json").getStringList("run.input"))
          .containsExactly(
              CliFiles.root().resolve("conf/sample").toString(),
              CliFiles.root().resolve("conf/sample/more.json").toString());
    } finally {
      if (home == null) {
        System.clearProperty("gristmill.home");
      } else {
        System.setProperty("gristmill.home", home);
      }
    }
  }

  /** Every flag of every job sets its key. */
  @ParameterizedTest
  @MethodSource("flags")
  void flagSetsItsKey(String job, String flag, String key) {
    Setting setting = Schema.setting(key).orElseThrow();
    List<String> command = new ArrayList<>(List.of(job));
    command.add(setting.isFlag() ? flag : flag + "=7");
    Config config = printed(command.toArray(String[]::new));
    assertThat(config.getValue(key).unwrapped())
        .isEqualTo(
            flag.equals("--api-key")
                ? "<hidden>"
                : setting.isFlag() ? true : setting.isList() ? List.of("7") : 7);
    if (setting.isFlag()) {
      String off = "--no-" + flag.substring(2);
      assertThat(printed(job, off).getBoolean(key)).isFalse();
    }
  }

  static Stream<Arguments> flags() {
    return JobPages.all().keySet().stream()
        .flatMap(
            job ->
                SettingFlags.keys(job).entrySet().stream()
                    .map(flag -> Arguments.of(job, flag.getKey(), flag.getValue())));
  }

  private static Config printed(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--print-config");
    String printed = CliRun.withoutSpark(all.toArray(String[]::new)).succeeded().out();
    Config config = ConfigFactory.parseString(printed).getConfig("gristmill");
    Config inherited = config.getConfig("trainer");
    return config.withFallback(inherited.atKey("sft")).withFallback(inherited.atKey("dpo"));
  }

  static Stream<Path> overlays() throws IOException {
    try (Stream<Path> files = Files.list(CliFiles.root().resolve("conf"))) {
      return files
          .filter(file -> file.toString().endsWith(".conf") && !file.endsWith(FOR_GPUS))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void bundledOverlaysAreValid(Path overlay) {
    String given = "--config=" + overlay;
    if (makesItsRows(overlay)) {
      String output = "--output=" + folder.resolve("out");
      assertThat(CliRun.withoutSpark("curate", given, output, "--dry-run").succeeded().out())
          .contains("stages   generate > ");
    } else {
      CliRun.withoutSpark("curate", given, "--input=nowhere.jsonl").refusedWith(ExitCode.INPUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sft", "dpo"})
  void gpuOverlayRunsOnAnExecutorAndIsValidLocallyToo(String job) {
    List<String> command = new ArrayList<>(List.of(job, "--input=x", "--output=y", "--model=z"));
    command.add("--config=" + CliFiles.root().resolve("conf").resolve(FOR_GPUS));
    CliRun.withoutSpark(command.toArray(String[]::new)).refusedWith(ExitCode.CONFIGURATION);
    command.addAll(List.of("--run-on", "driver"));
    CliRun.withoutSpark(command.toArray(String[]::new)).refusedWith(ExitCode.INPUT);
  }

  @Test
  void gpuOverlayRunsTheWholeChainOnAConfiguredModel() throws IOException {
    List<String> command = new ArrayList<>(List.of("curate", "--dry-run"));
    command.add("--config=" + CliFiles.root().resolve("conf").resolve(FOR_GPUS));
    command.add("--output=" + folder.resolve("out"));
    assertThat(
            CliRun.withoutSpark(command.toArray(String[]::new))
                .refusedWith(ExitCode.CONFIGURATION)
                .err())
        .contains("sft needs sft.model, sft.scratch.tokenizer or a stage tokenizer before it");
    Path model = TinyModel.write(Files.createDirectory(folder.resolve("model")), 1);
    command.addAll(
        List.of("--set", "sft.model=" + model, "--set", "training-data.max-length=null"));
    assertThat(CliRun.withoutSpark(command.toArray(String[]::new)).succeeded().out())
        .contains("sft > preferences > dpo > respond");
  }

  private static boolean makesItsRows(Path overlay) {
    Settings settings = Settings.load(overlay, List.of(), new Problems());
    return settings.reader("curate", new Problems()).texts("stages").get(0).equals("generate");
  }

  /**
   * A nested list is invalid for every type of key, so every job that reads the key must refuse it;
   * a key that no job refuses is never read. The keys of a block are refused together, except those
   * that are read only if another key is valid.
   */
  @Test
  void everyKeyOfReferenceConfIsReadByAJob() {
    Map<String, List<String>> blocks =
        Settings.defaults().toMap().keySet().stream()
            .collect(Collectors.groupingBy(key -> key.split("\\.", -1)[0]));
    blocks.forEach(
        (block, keys) -> {
          List<String> together = messages(block, keys);
          for (String key : keys) {
            List<String> messages =
                refuses(together, key) ? together : messages(block, List.of(key));
            assertThat(refuses(messages, key)).as("%s: %s", key, messages).isTrue();
            assertThat(messages).as(key + " is known").noneMatch(m -> m.contains("unknown"));
          }
        });
  }

  private static boolean refuses(List<String> messages, String key) {
    return messages.stream().anyMatch(message -> message.startsWith(key + " must be "));
  }

  private static List<String> messages(String block, List<String> keys) {
    List<String> command = new ArrayList<>(command(block));
    keys.forEach(key -> command.addAll(List.of("--set", key + "=[[]]")));
    return refused(command.toArray(String[]::new)).messages();
  }

  /** A command that reads the block. */
  private static List<String> command(String block) {
    if (block.equals(RehearsalServerCommand.BLOCK)) {
      return List.of(RehearsalServerCommand.NAME);
    }
    if (block.equals(TrainingCommand.DATA)) {
      return List.of("sft");
    }
    if (block.equals("llm")) {
      return List.of("generate");
    }
    if (Recipes.all().stream().anyMatch(kind -> kind.name().equals(block))) {
      return List.of("generate", "--recipe", block);
    }
    boolean job = Main.commandLine().getSubcommands().containsKey(block);
    return List.of(job ? block : "curate");
  }
}
