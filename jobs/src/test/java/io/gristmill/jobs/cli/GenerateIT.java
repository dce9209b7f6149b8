package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import io.gristmill.rehearsal.server.RehearsalServer;
import io.gristmill.testing.Drill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code generate} against a faulty HTTP server. */
class GenerateIT {

  /** One response in ten is malformed, one call in ten fails. */
  private static final String[] MISCHIEF = {
    "rehearsal.content.near-duplicate=0.02",
    "rehearsal.content.truncated=0.02",
    "rehearsal.content.wrong-format=0.02",
    "rehearsal.content.refusal=0.02",
    "rehearsal.content.empty=0.02",
    "rehearsal.transport.too-many-requests=0.02",
    "rehearsal.transport.server-error=0.04",
    "rehearsal.transport.closed=0.02",
    "rehearsal.transport.malformed=0.02"
  };

  private static final List<String> PATIENCE =
      List.of("llm.retry.initial-backoff-seconds=0.05", "llm.retry.max-backoff-seconds=0.2");

  @TempDir static Path folder;

  private static Path examples;

  @BeforeAll
  static void writeExamples() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines.append(CliFiles.record("Add " + i + " and 17.", String.valueOf(i + 17))).append('\n');
      lines.append(CliFiles.record("낱말 " + i + "개를 나열하세요.", "사과, 배 🙂")).append('\n');
    }
    examples = Files.writeString(folder.resolve("examples.jsonl"), lines);
  }

  private static GenerateRun run(String name, RehearsalServer server, String... settings) {
    List<String> all = new ArrayList<>(PATIENCE);
    all.addAll(List.of(settings));
    return new GenerateRun(folder, name, server, all);
  }

  private static StageRecord stage(GenerateRun run) throws IOException {
    String text = Files.readString(run.output().resolve("run.json"));
    List<StageRecord> stages = JsonDocument.read(text, RunRecord.class).stages();
    return stages.get(stages.size() - 1);
  }

  private static long fact(StageRecord stage, String name) {
    return stage.facts().get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static void everyRowIsAccountedFor(GenerateRun run) throws IOException {
    StageRecord stage = stage(run);
    long copies = fact(stage, "copies");
    assertThat(stage.kept()).isPositive();
    assertThat(stage.read() + copies).isEqualTo(stage.kept() + stage.totalDropped());
  }

  private static String[] poolSettings(String recipe) {
    return new String[] {"generate.recipe=" + recipe, "generate.num-rows=30"};
  }

  private static GenerateRun poolRecipe(String recipe, RehearsalServer server) throws IOException {
    GenerateRun run = run(recipe, server, poolSettings(recipe));
    run.here().succeeded();
    everyRowIsAccountedFor(run);
    assertThat(fact(stage(run), "accepted")).isGreaterThanOrEqualTo(30);
    return run;
  }

  @Test
  void poolRecipeSurvivesServerFaultsInEveryLayout() throws IOException {
    try (RehearsalServer server = GenerateRun.serve(MISCHIEF)) {
      layoutsDoNotMatter(poolRecipe("alpaca", server), server, poolSettings("alpaca"));
    }
  }

  @Drill("the other recipes")
  @ParameterizedTest
  @ValueSource(strings = {"self-instruct", "simple", "magpie"})
  void otherPoolRecipesSurviveServerFaults(String recipe) throws IOException {
    try (RehearsalServer server = GenerateRun.serve(MISCHIEF)) {
      poolRecipe(recipe, server);
    }
  }

  private static String[] rowSettings(String recipe) {
    return new String[] {
      "generate.recipe=" + recipe,
      "run.input=[\"" + examples + "\"]",
      "reflect.keep-original=false", // otherwise a bad answer keeps the original record
      "evol-instruct.num-evolutions=1"
    };
  }

  private static GenerateRun rowRecipe(String recipe, RehearsalServer server) throws IOException {
    GenerateRun run = run(recipe, server, rowSettings(recipe));
    run.here().succeeded();
    everyRowIsAccountedFor(run);
    assertThat(stage(run).dropped()).as("rejects of malformed answers").isNotEmpty();
    return run;
  }

  @Test
  void rowRecipeSurvivesServerFaultsInEveryLayout() throws IOException {
    try (RehearsalServer server = GenerateRun.serve(MISCHIEF)) {
      layoutsDoNotMatter(rowRecipe("evol-instruct", server), server, rowSettings("evol-instruct"));
    }
  }

  @Drill("the other recipes")
  @ParameterizedTest
  @ValueSource(strings = {"reflect", "rewrite", "preferences"})
  void otherRowRecipesSurviveServerFaults(String recipe) throws IOException {
    try (RehearsalServer server = GenerateRun.serve(MISCHIEF)) {
      rowRecipe(recipe, server);
    }
  }

  /** Other numbers of concurrent calls, cores and partitions, with the same server. */
  private static void layoutsDoNotMatter(
      GenerateRun first, RehearsalServer server, String... settings) {
    List<String> other = new ArrayList<>(List.of(settings));
    other.add("llm.max-concurrency=3");
    GenerateRun second = run(first.name() + "-again", server, other.toArray(String[]::new));
    System.setProperty("spark.master", "local[1]");
    System.setProperty("spark.sql.shuffle.partitions", "5");
    try {
      second.here().succeeded();
    } finally {
      System.clearProperty("spark.master");
      System.clearProperty("spark.sql.shuffle.partitions");
    }
    assertThat(second.published()).isEqualTo(first.published());
  }

  @Drill("a run that stops at half its cost, and the run that ends it")
  @Test
  void exhaustedBudgetStopsTheRunAndALargerOneResumesIt() throws IOException {
    String[] prices = {
      "generate.recipe=self-instruct",
      "generate.num-rows=60",
      "llm.prices.rehearsal.input-per-million=10",
      "llm.prices.rehearsal.output-per-million=10",
      "llm.max-concurrency=4"
    };
    try (RehearsalServer server = GenerateRun.serve()) {
      GenerateRun whole = run("budget-whole", server, prices);
      whole.here().succeeded();
      double cost = dollars(server);
      long calls = GenerateRun.count(server, "calls");
      GenerateRun poor = run("budget", server, with(prices, "llm.budget.max-cost-usd=" + cost / 2));
      CliRun stopped = poor.here();
      assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.BUDGET.code());
      assertThat(stopped.err()).contains("max-cost").doesNotContain("\tat ");
      assertThat(dollars(server) - cost)
          .as("cost close to the budget and within it")
          .isBetween(cost / 4, cost / 2);
      assertThat(poor.output().resolve("rows")).doesNotExist();
      GenerateRun rich = run("budget", server, with(prices, "llm.budget.max-cost-usd=" + 2 * cost));
      rich.here().succeeded();
      assertThat(GenerateRun.count(server, "calls")).as("no repeated call").isEqualTo(2 * calls);
      assertThat(rich.published()).isEqualTo(whole.published());
    }
  }

  private static String[] with(String[] settings, String more) {
    return Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
  }

  /** The cost of tokens at ten dollars per million. */
  private static double dollars(RehearsalServer server) {
    long tokens =
        GenerateRun.count(server, "prompt_tokens") + GenerateRun.count(server, "completion_tokens");
    return tokens * 10 / 1e6;
  }

  @Test
  void unreachableServerEndsTheRunAndALaterRunResumes() {
    String[] settings = {
      "generate.num-rows=30",
      "llm.retry.server-down-after-failures=5",
      "llm.retry.server-down-after-seconds=1"
    };
    RehearsalServer gone = GenerateRun.serve();
    int port = gone.port();
    gone.close();
    CliRun stopped = run("dead", gone, settings).here();
    assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.SERVICE.code());
    assertThat(stopped.err())
        .contains("127.0.0.1:" + port)
        .contains("run the same command again")
        .doesNotContain("\tat ");
    try (RehearsalServer back = GenerateRun.serve()) {
      run("dead", back, settings).here().succeeded();
    }
  }

  @Test
  void apiKeyIsInNoFileNoMessageAndNoPage() throws Exception {
    String key = "sk-grist-0123456789abcdef";
    SparkPages pages = SparkPages.watch();
    Path secret = Files.writeString(folder.resolve("key"), key + "\n");
    Path events = Files.createDirectories(folder.resolve("events"));
    System.setProperty("spark.eventLog.enabled", "true");
    System.setProperty("spark.eventLog.dir", events.toUri().toString());
    System.setProperty("spark.eventLog.compress", "false");
    try (RehearsalServer server = GenerateRun.serve("rehearsal.server.api-key=" + key)) {
      String[] settings = {"generate.num-rows=30", "llm.api-key=\"file:" + secret + "\""};
      CliRun good = run("secret", server, settings).here().succeeded();
      assertThat(pages.end()).contains("gristmill generate").doesNotContain(key);
      Files.writeString(secret, key + "-wrong");
      CliRun bad = run("secret-wrong", server, settings).here();
      assertThat(bad.code()).isEqualTo(ExitCode.SERVICE.code());
      Files.delete(secret);
      assertThat(good.out() + good.err() + bad.out() + bad.err()).doesNotContain(key);
      assertThat(files(events)).as("event logs are written").isNotEmpty();
      for (Path file : files(folder)) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(key);
      }
    } finally {
      System.clearProperty("spark.eventLog.enabled");
      System.clearProperty("spark.eventLog.dir");
      System.clearProperty("spark.eventLog.compress");
    }
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void generateReusesTheResponsesOfPlan() {
    try (RehearsalServer server = GenerateRun.serve()) {
      GenerateRun run = run("planned", server, "generate.num-rows=30");
      List<String> plan = new ArrayList<>(List.of("plan", "--sample=2"));
      plan.addAll(List.of("--ask", run.output().toString()));
      for (String setting : run.model()) {
        plan.addAll(List.of("--set", setting));
      }
      assertThat(CliRun.of(plan.toArray(String[]::new)).succeeded().out())
          .contains("2 prompts answered by rehearsal")
          .containsPattern("requests +\\d");
      assertThat(GenerateRun.count(server, "calls")).isEqualTo(2);
      run.here().succeeded();
      assertThat(GenerateRun.count(server, "repeats")).isZero();
    }
  }

  @Test
  void selfInstructFilesAreExportedFromARun() throws IOException {
    try (RehearsalServer server = GenerateRun.serve()) {
      GenerateRun run =
          run("classic", server, "generate.recipe=self-instruct", "generate.num-rows=20");
      run.here().succeeded();
      Path exported = folder.resolve("classic-export");
      CliRun.of(
              "export",
              "--formats=self-instruct",
              "--input=" + run.output(),
              "--output=" + exported)
          .succeeded();
      Map<String, String> files = FileBytes.hashes(exported.resolve("export/self-instruct"));
      long records = stage(run).kept();
      assertThat(files)
          .containsOnlyKeys(
              "all_generated_instances.jsonl",
              "gpt3_finetuning_data_" + records + ".jsonl",
              "is_clf_or_not_davinci_template_1.jsonl",
              "machine_generated_instances.jsonl",
              "machine_generated_instructions.jsonl");
    }
    CliRun.withoutSpark(
            "export",
            "--formats=self-instruct",
            "--input=" + examples,
            "--output=" + folder.resolve("no"))
        .refusedWith(ExitCode.INPUT);
  }
}
