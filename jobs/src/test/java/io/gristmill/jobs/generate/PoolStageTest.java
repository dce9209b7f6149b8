package io.gristmill.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.jobs.llm.TokenUsage;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.table.TasksTable;
import io.gristmill.jobs.testing.ScopedSparkSettings;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.jobs.testing.TestRehearsalServer;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.PoolRecipe.PoolTask;
import io.gristmill.recipe.Proposals;
import io.gristmill.record.Example;
import io.gristmill.similarity.rouge.RougeL;
import io.gristmill.similarity.rouge.WordSplitting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares small jobs of several rounds with a sequential loop. */
@Timeout(300)
class PoolStageTest {

  /** Malformed answers of every kind. */
  private static final List<String> MALFORMED_ANSWERS =
      List.of(
          "rehearsal.content.near-duplicate=0.15",
          "rehearsal.content.blocklisted=0.05",
          "rehearsal.content.truncated=0.15",
          "rehearsal.content.wrong-format=0.15",
          "rehearsal.content.refusal=0.05",
          "rehearsal.content.empty=0.05",
          "rehearsal.content.repeated=0.05");

  /** A finished job in the shared session. */
  private record FinishedJob(PoolJob job, Path directory, PoolJob.Done done) {

    static FinishedJob of(PoolJob job) {
      Path directory = newDirectory();
      return new FinishedJob(job, directory, job.attempt(directory));
    }
  }

  /** Finished jobs by recipe, shared by several tests. */
  private static final Map<String, FinishedJob> FINISHED_JOBS = new LinkedHashMap<>();

  @TempDir static Path folder;

  private static String[] settings(String recipe, String... more) {
    List<String> settings = new ArrayList<>(MALFORMED_ANSWERS);
    settings.add("generate.recipe=" + recipe);
    settings.add("generate.num-rows=60");
    settings.add("generate.initial-prompts-per-round=" + (recipe.equals("alpaca") ? 2 : 8));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory(folder, "run");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FinishedJob finishedJob(String recipe) {
    return FINISHED_JOBS.computeIfAbsent(recipe, key -> FinishedJob.of(PoolJob.of(settings(key))));
  }

  private static PoolJob.Done done(String recipe) {
    return finishedJob(recipe).done();
  }

  /** The finished rounds of a run directory. */
  private static List<Round> rounds(Path directory) throws IOException {
    List<Round> rounds = new ArrayList<>();
    while (true) {
      Path record =
          directory.resolve("lasting").resolve("round-%05d/round.json".formatted(rounds.size()));
      if (!Files.exists(record)) {
        return rounds;
      }
      rounds.add(JsonDocument.read(Files.readString(record), Round.class));
    }
  }

  private static PoolOracle.Rejected rejected(Row reject) {
    String rule = reject.getAs(RejectsTable.RULE);
    boolean similar = rule.equals("too-similar");
    return new PoolOracle.Rejected(
        reject.<Long>getAs(ExamplesTable.POSITION),
        rule,
        Optional.ofNullable(reject.getAs(ExamplesTable.SCORE)),
        Optional.ofNullable(reject.getAs(RejectsTable.WITNESS_ID)),
        reject.getAs(similar ? ExamplesTable.ID : RejectsTable.ROW));
  }

  private static List<PoolTask> tasks(PoolJob.Done done) {
    return done.tasks().stream()
        .map(row -> new PoolTask(row.getAs(TasksTable.ID), row.getAs(TasksTable.INSTRUCTION)))
        .toList();
  }

  private static void equalsThePlainLoop(FinishedJob ran) throws IOException {
    PoolJob.Done done = ran.done();
    List<Round> rounds = rounds(ran.directory());
    PoolOracle oracle = PoolOracle.of(ran.job(), rounds.stream().map(Round::prompts).toList());
    assertThat(rounds).hasSizeGreaterThan(1);
    assertThat(tasks(done)).isEqualTo(oracle.tasks());
    assertThat(done.rows()).isEqualTo(oracle.rows());
    assertThat(done.rejects()).extracting(PoolStageTest::rejected).isEqualTo(oracle.gone());
    TokenUsage used = oracle.used();
    assertThat(done.facts())
        .containsEntry("accepted", (long) oracle.tasks().size())
        .containsEntry("ended", "target-reached")
        .containsEntry("rounds", rounds.size())
        .containsEntry("requests", used.requests())
        .containsEntry("prompt-tokens", used.promptTokens())
        .containsEntry("completion-tokens", used.completionTokens());
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpaca", "self-instruct"})
  void rowsRejectsAndTasksAreThoseOfThePlainLoop(String recipe) throws IOException {
    equalsThePlainLoop(finishedJob(recipe));
  }

  @Test
  void tasksOfOtherPoolsAreNotGeneratedAgain() throws IOException {
    List<Example> pool = done("alpaca").rows().subList(0, 20);
    FinishedJob ran = FinishedJob.of(PoolJob.of(settings("alpaca")).with(pool));
    equalsThePlainLoop(ran);
    PoolJob.Done done = ran.done();
    assertThat(done.rows())
        .extracting(Example::instruction)
        .doesNotContainAnyElementsOf(pool.stream().map(Example::instruction).toList());
    assertThat(Tables.<String>column(done.rejects(), RejectsTable.WITNESS_ID))
        .containsAll(pool.stream().map(Example::id).toList().subList(0, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpaca", "self-instruct"})
  void theResultDoesNotDependOnLayoutPartitionsOrConcurrency(String recipe) {
    List<String> expected = done(recipe).exact();
    int[] partitions = {1, 7};
    for (int count : partitions) {
      try (ScopedSparkSettings held = ScopedSparkSettings.shuffling(count == 7, count)) {
        assertThat(held).isNotNull();
        String inFlight = "llm.max-concurrency=" + (count == 7 ? 1 : 64);
        PoolJob.Done other = PoolJob.of(settings(recipe, inFlight)).attempt(newDirectory());
        assertThat(other.exact()).as(count + " partitions").isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpaca", "self-instruct"})
  void everyPieceOfEveryAnswerIsARowOrARejectInOrder(String recipe) throws IOException {
    PoolJob.Done done = done(recipe);
    List<Long> positions = new ArrayList<>();
    done.rows().forEach(row -> positions.add(row.position()));
    positions.addAll(Tables.<Long>column(done.rejects(), ExamplesTable.POSITION));
    assertThat(positions.stream().sorted())
        .containsExactlyElementsOf(LongStream.range(0, positions.size()).boxed().toList());
    List<Round> rounds = rounds(finishedJob(recipe).directory());
    assertThat(rounds.stream().mapToLong(Round::places).sum()).isEqualTo(positions.size());
    assertThat(rounds.stream().mapToLong(Round::accepted).sum())
        .isEqualTo(done.tasks().size())
        .isGreaterThanOrEqualTo(60);
    if (recipe.equals("alpaca")) { // where each accepted piece is one row
      assertThat(rounds.stream().mapToLong(Round::proposed).sum()).isEqualTo(positions.size());
    }
    assertThat(Tables.<Long>column(done.tasks(), TasksTable.POSITION))
        .containsExactlyElementsOf(LongStream.range(0, done.tasks().size()).boxed().toList());
    Set<String> rules = new HashSet<>(Tables.<String>column(done.rejects(), RejectsTable.RULE));
    assertThat(rules).contains("too-similar", "blocklist").hasSizeGreaterThan(2);
  }

  @Test
  void noAcceptedInstructionIsTooSimilarToASeedOrAnEarlierOne() {
    PoolJob job = PoolJob.of(settings("alpaca"));
    List<String> known = new ArrayList<>();
    job.recipe().seeds().forEach(seed -> known.add(seed.instruction()));
    for (PoolTask task : tasks(done("alpaca"))) {
      assertThat(known)
          .allSatisfy(
              other ->
                  assertThat(
                          RougeL.score(WordSplitting.UNICODE, other, task.instruction()).fmeasure())
                      .as(other + " and " + task.instruction())
                      .isLessThanOrEqualTo(0.7));
      known.add(task.instruction());
    }
  }

  @Test
  void acceptedTasksOfEarlierRoundsAreShownAndBecomeParents() {
    Set<String> tasks = new HashSet<>();
    tasks(done("self-instruct")).forEach(task -> tasks.add(task.id()));
    assertThat(done("self-instruct").rows())
        .filteredOn(row -> !Objects.equals(row.metadata().get(MetadataKeys.ROUND), "0"))
        .isNotEmpty()
        .anySatisfy(row -> assertThat(row.parents()).containsAnyElementsOf(tasks));
    assertThat(done("self-instruct").rows())
        .filteredOn(row -> Objects.equals(row.metadata().get(MetadataKeys.ROUND), "0"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.parents()).doesNotContainAnyElementsOf(tasks));
  }

  @Test
  void onlyTasksKeepTheTextsOfTheirCall() {
    for (Row task : done("self-instruct").tasks()) {
      assertThat(task.<String, String>getJavaMap(task.fieldIndex(TasksTable.METADATA)))
          .containsKeys(
              MetadataKeys.REQUEST_PROMPT,
              MetadataKeys.REQUEST_RESPONSE,
              MetadataKeys.CLASSIFICATION_RESPONSE);
    }
    assertThat(done("self-instruct").rows())
        .allSatisfy(row -> assertThat(row.metadata()).isEqualTo(Proposals.lineage(row.metadata())));
  }

  @Test
  void noveltyStatisticsAreKeptIfConfigured() {
    PoolJob.Done done =
        PoolJob.of(
                settings(
                    "alpaca",
                    "generate.num-rows=20",
                    "novelty.top-k=2",
                    "novelty.write-avg-similarity-score=true"))
            .attempt(newDirectory());
    assertThat(done.rows())
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row.metadata())
                    .containsKeys(MetadataKeys.MOST_SIMILAR, MetadataKeys.AVG_SIMILARITY_SCORE));
  }

  @Test
  void anAttemptAfterAFailedSecondRoundResumesThereAndRepeatsNoRequest() {
    try (TestRehearsalServer server =
        TestRehearsalServer.of(MALFORMED_ANSWERS.toArray(String[]::new))) {
      PoolJob job =
          PoolJob.of(
              server.clientSettings(
                  settings(
                      "self-instruct",
                      "generate.num-rows=20",
                      "generate.initial-prompts-per-round=3")));
      PoolJob.Done whole = job.attempt(newDirectory());
      long calls = server.count("calls");
      Path directory = newDirectory();
      assertThatThrownBy(() -> job.with(job.novelty().failingAt(2)).attempt(directory))
          .hasMessage("the driver was lost");
      assertThat(server.count("calls") - calls).isBetween(1L, calls - 1);
      FailingNovelty counted = job.novelty().failingAt(0);
      PoolJob.Done resumed = job.with(counted).attempt(directory);
      assertThat(server.count("calls")).as("nothing is asked twice").isEqualTo(2 * calls);
      assertThat(counted.judged()).hasValue((int) whole.fact("rounds") - 1);
      assertThat(resumed.exact()).isEqualTo(whole.exact());
      assertThat(resumed.facts()).isEqualTo(whole.facts());
      assertThat(resumed.progressLines())
          .anySatisfy(line -> assertThat(line).contains("1 rounds of an earlier attempt"))
          .noneSatisfy(line -> assertThat(line).contains("generate: round 1,"));
    }
  }

  @Test
  void anAttemptAfterTheLastRoundSendsNoRequest() {
    try (TestRehearsalServer server = TestRehearsalServer.of()) {
      PoolJob job = PoolJob.of(server.clientSettings(settings("alpaca", "generate.num-rows=20")));
      Path directory = newDirectory();
      PoolJob.Done first = job.attempt(directory);
      long calls = server.count("calls");
      assertThat(job.attempt(directory).exact()).isEqualTo(first.exact());
      assertThat(server.count("calls")).isEqualTo(calls).isPositive();
    }
  }

  @Test
  void aKoreanRunYieldsKoreanTasks() {
    PoolJob.Done done =
        PoolJob.of(
                settings(
                    "alpaca",
                    "alpaca.language=Korean",
                    "rehearsal.languages=[ko]",
                    "generate.num-rows=40"))
            .attempt(newDirectory());
    assertThat(done.rows())
        .hasSizeGreaterThanOrEqualTo(40)
        .allSatisfy(row -> assertThat(row.instruction()).containsPattern("[가-힣]{2}"));
  }

  @Test
  void maxRoundsEndsAJobWithAWarning() {
    PoolJob.Done done =
        PoolJob.of(settings("alpaca", "generate.num-rows=10000", "generate.max-rounds=1"))
            .attempt(newDirectory());
    assertThat(done.facts()).containsEntry("ended", "max-rounds").containsEntry("rounds", 1);
    assertThat(done.rows()).isNotEmpty();
    assertThat(done.progressLines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("warning: ends with " + done.tasks().size() + " of 10,000 tasks")
                    .contains("generate.max-rounds"));
  }

  @Test
  void aModelThatRepeatsItselfEndsTheJobWithAWarning() {
    PoolJob.Done done =
        PoolJob.of(
                settings(
                    "alpaca",
                    "generate.num-rows=10000",
                    "generate.max-prompts-per-round=1",
                    "generate.min-acceptance-rate=1"))
            .attempt(newDirectory());
    assertThat(done.facts()).containsEntry("ended", "low-acceptance").containsEntry("rounds", 3);
    assertThat(done.progressLines())
        .anySatisfy(
            line ->
                assertThat(line).contains("warning: ends with", "generate.min-acceptance-rate"));
  }

  @Test
  void aModelThatAnswersNothingUsableEndsAJobWithEmptyTables() {
    PoolJob.Done done =
        PoolJob.of(
                "generate.num-rows=50",
                "generate.initial-prompts-per-round=2",
                "generate.max-prompts-per-round=2",
                "rehearsal.content.empty=1")
            .attempt(newDirectory());
    assertThat(done.rows()).isEmpty();
    assertThat(done.tasks()).isEmpty();
    assertThat(done.facts()).containsEntry("ended", "low-acceptance");
    assertThat(done.fact("requests")).isEqualTo(6);
  }
}
