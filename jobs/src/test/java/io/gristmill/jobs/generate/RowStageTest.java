package io.gristmill.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.ScopedSparkSettings;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.testing.TestRehearsalServer;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.recipe.catalog.RecipeInputs;
import io.gristmill.recipe.catalog.Recipes;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import io.gristmill.rehearsal.RehearsalModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(200)
class RowStageTest {

  @TempDir Path folder;

  private StageRun run(RowRecipe recipe, List<Example> rows, int partitions, String... settings) {
    return StageRun.of(
        new RowStage(PoolStage.NAME, recipe, model(settings), ""), rows, partitions, folder);
  }

  private static ModelSetup model(String... settings) {
    Problems problems = new Problems();
    ModelSetup model = ModelSetup.read(StageRun.settings(settings), problems);
    problems.throwIfAny();
    return model;
  }

  private StageRun counted(List<Example> rows, int partitions) {
    return run(new ScriptedRowRecipe("rehearsal"), rows, partitions);
  }

  /**
   * Examples at every third position; the input of each controls its result, see {@link
   * ScriptedRowRecipe}.
   */
  private static List<Example> examples(String... inputs) {
    List<Example> examples = new ArrayList<>();
    for (String input : inputs) {
      long place = 3L * examples.size();
      examples.add(Example.of(place, "What is " + place + " + 1?", input, "답 🙂"));
    }
    return examples;
  }

  private static List<String> kinds(StageRun run) {
    return Stream.concat(
            run.rows().stream().map(row -> row.position() + " " + row.input()),
            run.rejects().stream()
                .map(
                    row ->
                        row.<Long>getAs(ExamplesTable.POSITION)
                            + " "
                            + row.<String>getAs(RejectsTable.RULE)))
        .sorted(Comparator.comparingLong(text -> Long.parseLong(text.split(" ", -1)[0])))
        .toList();
  }

  @Test
  void recordsAndRejectsAreInTheOrderOfTheirOriginalsWithoutGaps() {
    StageRun run = counted(examples("10", "32", "r", "00", "01", "!10"), 3);
    assertThat(kinds(run))
        .containsExactly(
            "0 copy 0",
            "1 copy 0",
            "2 copy 1",
            "3 copy 2",
            "4 broken",
            "5 broken",
            "6 declined",
            "7 nothing-made",
            "8 broken",
            "9 copy 0");
  }

  @Test
  void rowsInAndCopiesAreRowsKeptAndDropped() {
    List<Example> rows = examples("10", "32", "r", "00", "01", "50", "!00");
    StageRun run = counted(rows, 2);
    assertThat(run.facts()).containsEntry("copies", 8L);
    assertThat(run.rows().size() + run.rejects().size()).isEqualTo(rows.size() + 8);
  }

  @Test
  void recordsHaveTheIdOfTheirContentTheirParentTheModelAndTheRecipe() {
    List<Example> rows = examples("20");
    List<Example> made = counted(rows, 1).rows();
    assertThat(made)
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.id())
                  .isEqualTo(ContentId.of(row.instruction(), row.input(), row.output(), ""));
              assertThat(row.instruction()).isEqualTo("What is 0 + 1?");
              assertThat(row.output()).isEqualTo("1");
              assertThat(row.parents()).containsExactly(rows.get(0).id());
              assertThat(row.source()).isEqualTo("rehearsal");
              assertThat(row.recipe()).isEqualTo("counted-pieces");
              assertThat(row.score()).isNull();
            });
    assertThat(made).extracting(row -> row.metadata().get("copy")).containsExactly("0", "1");
  }

  @Test
  void aRejectNamesItsOriginalAndHoldsThePieceOrTheOriginal() throws IOException {
    List<Example> rows = examples("01", "r", "00");
    List<Row> rejects = counted(rows, 2).rejects();
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rejects.get(i).<String>getAs(ExamplesTable.ID)).isEqualTo(rows.get(i).id());
      assertThat(rejects.get(i).<String>getAs(RejectsTable.STAGE)).isEqualTo("generate");
    }
    assertThat(rejects.get(0).<String>getAs(RejectsTable.ROW)).isEqualTo("text 0");
    assertThat(rejects.get(0).<String>getAs(RejectsTable.DETAIL)).isEqualTo("piece 0");
    for (int i = 1; i < rows.size(); i++) {
      JsonNode original =
          new ObjectMapper().readTree(rejects.get(i).<String>getAs(RejectsTable.ROW));
      assertThat(original.path("id").asText()).isEqualTo(rows.get(i).id());
      assertThat(original.path("position").asLong()).isEqualTo(3 * i);
      assertThat(original.path("instruction").asText()).isEqualTo(rows.get(i).instruction());
      assertThat(original.path("output").asText()).isEqualTo("답 🙂");
    }
  }

  @Test
  void noRowsGiveNone() {
    StageRun run = counted(List.of(), 1);
    assertThat(run.rows()).isEmpty();
    assertThat(run.rejects()).isEmpty();
    assertThat(run.facts()).containsEntry("requests", 0L).containsEntry("copies", 0L);
  }

  @Test
  void equalOriginalsShareOneRequestAndKeepTheirNumber() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(Example.of(i, "What is " + i % 4 + " + 2?", "10", "o"));
    }
    try (TestRehearsalServer server =
        TestRehearsalServer.of("rehearsal.server.latency-millis=20")) {
      StageRun run = run(new ScriptedRowRecipe("rehearsal"), rows, 5, server.clientSettings());
      assertThat(run.rows()).hasSize(60);
      assertThat(run.rows())
          .extracting(Example::output)
          .containsExactlyElementsOf(
              LongStream.range(0, 60).mapToObj(i -> String.valueOf(i % 4 + 2)).toList());
      assertThat(server.count("calls")).isEqualTo(4);
      assertThat(run.facts()).containsEntry("requests", 60L);
    }
  }

  @Test
  void aPermanentlyFailedRequestIsARejectWithTheOriginal() throws IOException {
    List<Example> rows = examples("10", "!10");
    try (TestRehearsalServer server = TestRehearsalServer.of("rehearsal.transport.malformed=1")) {
      StageRun run =
          run(
              new ScriptedRowRecipe("rehearsal"),
              rows,
              2,
              server.clientSettings(
                  "llm.retry.max-malformed-attempts=1",
                  "llm.retry.initial-backoff-seconds=0.01",
                  "llm.retry.max-backoff-seconds=0.02"));
      assertThat(kinds(run)).containsExactly("0 reply-malformed", "1 copy 0");
      JsonNode original =
          new ObjectMapper().readTree(run.rejects().get(0).<String>getAs(RejectsTable.ROW));
      assertThat(original.path("id").asText()).isEqualTo(rows.get(0).id());
    }
  }

  // ---- the recipes of the program

  private static RowRecipe recipe(String name, String... assignments) {
    Settings settings = StageRun.settings(assignments);
    Problems problems = new Problems();
    RowRecipe recipe =
        (RowRecipe)
            Recipes.named("generate.recipe", name, problems)
                .orElseThrow()
                .create(new RecipeInputs(settings, "rehearsal", List.of(), problems));
    problems.throwIfAny();
    return recipe;
  }

  /** Records for real recipes, one without an answer and one with several turns. */
  private static List<Example> realistic() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      rows.add(Example.of(2L * i, "Add the numbers.", i + " and " + 2 * i, "It is " + 3 * i + "."));
      rows.add(Example.of(2L * i + 1, "Who baked cake " + i + "?", "", "Ann baked the cake."));
    }
    rows.add(Example.of(100, "인사해 주세요.", "", ""));
    Example plain = Example.of(101, "Hi", "", "Hello");
    rows.add(
        new Example(
            plain.id(),
            101,
            "Hi",
            "",
            "Hello",
            "",
            "",
            List.of(),
            Map.of(Example.MESSAGES, "[]"),
            null));
    return rows;
  }

  @Test
  void unselectedRowsAreRejectedWithoutARequest() {
    List<Example> rows = realistic();
    StageRun run =
        run(recipe("preferences", "preferences.where-instruction-matches=\"^Add the\""), rows, 3);
    assertThat(run.rows()).hasSize(24);
    assertThat(run.rows()).extracting(Example::instruction).containsOnly("Add the numbers.");
    assertThat(run.facts()).containsEntry("requests", 24L).containsEntry("copies", 0L);
    assertThat(run.rejects()).hasSize(rows.size() - 24);
    assertThat(run.rejects())
        .extracting(row -> row.<String>getAs(RejectsTable.RULE))
        .containsOnly("not-selected");
  }

  /** The result of a recipe for one record, computed without Spark. */
  private static Exchange.Done plainly(RowRecipe recipe, Example example, ModelSetup setup) {
    RehearsalModel model = new RehearsalModel(setup.rehearsal());
    Exchange exchange = recipe.of(example);
    while (exchange instanceof Exchange.Ask ask) {
      List<RequestOutcome> replies = new ArrayList<>();
      for (Request request : ask.requests()) {
        Answer answer =
            model.reply(
                new Request(
                    request.model(),
                    request.prompt(),
                    request.sampling().orElse(setup.model().sampling()),
                    request.sample()));
        replies.add(answer);
      }
      exchange = ask.next().apply(replies);
    }
    return (Exchange.Done) exchange;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rewrite", "reflect", "evol-instruct", "preferences"})
  void aRecipeYieldsTheResultOfASequentialLoopForAnyPartitioning(String name) {
    String[] mischief = {"rehearsal.content.truncated=0.1", "rehearsal.content.empty=0.1"};
    RowRecipe recipe = recipe(name);
    List<Candidate> made = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Example example : realistic()) {
      Exchange.Done done = plainly(recipe, example, model(mischief));
      made.addAll(done.candidates());
      done.rejections().forEach(refusal -> refused.add(example.id() + " " + refusal.rule()));
    }
    int[] partitions = {1, 7};
    for (int count : partitions) {
      try (ScopedSparkSettings held = ScopedSparkSettings.shuffling(count == 7, count)) {
        assertThat(held).isNotNull();
        StageRun run = run(recipe, realistic(), count, mischief);
        assertThat(
                run.rows().stream()
                    .map(
                        row ->
                            new Candidate(
                                row.instruction(),
                                row.input(),
                                row.output(),
                                row.parents(),
                                row.metadata())))
            .isEqualTo(made)
            .isNotEmpty();
        assertThat(
                run.rejects().stream()
                    .map(row -> row.<String>getAs("id") + " " + row.<String>getAs("rule")))
            .isEqualTo(refused)
            .isNotEmpty();
      }
    }
  }
}
