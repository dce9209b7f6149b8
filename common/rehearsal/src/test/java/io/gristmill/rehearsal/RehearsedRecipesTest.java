package io.gristmill.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.random.RandomStream;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.recipe.Recipe;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.recipe.SeedTasks;
import io.gristmill.recipe.catalog.RecipeInputs;
import io.gristmill.recipe.catalog.Recipes;
import io.gristmill.record.Example;
import io.gristmill.rehearsal.task.Language;
import io.gristmill.rehearsal.task.RecognizedTask;
import io.gristmill.rehearsal.task.RehearsalTask;
import io.gristmill.rehearsal.task.Style;
import io.gristmill.rehearsal.task.TaskGrammar;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every recipe with its default prompts against the in-process rehearsal. Nearly every prompt
 * yields a record, in every language of the rehearsal, and every answer equals the computed one.
 */
class RehearsedRecipesTest {

  private static final int ROWS = 60;
  private static final int PROMPTS = 25;
  private static final TaskGrammar GRAMMAR = TaskGrammar.of(List.of(), Style.RICH);

  private final RehearsalModel model = new RehearsalModel(RehearsalConfig.defaults());

  private RequestOutcome reply(Request request) {
    return model.reply(request);
  }

  private static String name(Language language) {
    return switch (language) {
      case EN -> "English";
      case KO -> "한국어";
      case DE -> "German";
      case ES -> "Español";
      case ZH -> "中文";
    };
  }

  private static Recipe recipe(String name, String... settings) {
    Problems problems = new Problems();
    Recipe recipe =
        Recipes.named("recipe", name, problems)
            .orElseThrow()
            .create(
                new RecipeInputs(
                    RecipeTesting.settings(settings), "rehearsal", SeedTasks.defaults(), problems));
    problems.throwIfAny();
    return recipe;
  }

  /** Tasks with their correct answers. */
  private static List<Example> rows(Language language) {
    return IntStream.range(0, ROWS)
        .mapToObj(i -> GRAMMAR.draw(RandomStream.of(3, "rows", language + "/" + i), language))
        .map(RehearsedRecipesTest::row)
        .toList();
  }

  private static Example row(RehearsalTask task) {
    return Example.of(0, task.instruction(), task.input(), task.output());
  }

  /** The results of all prompts of some rounds, and of the candidates that they proposed. */
  private record Grown(int proposed, int refused, List<Done> completed) {
    List<Candidate> made() {
      return completed.stream().flatMap(done -> done.candidates().stream()).toList();
    }
  }

  private Grown grow(PoolRecipe recipe) {
    int refused = 0;
    List<Candidate> proposed = new ArrayList<>();
    for (int prompt = 0; prompt < PROMPTS; prompt++) {
      Done done =
          RecipeTesting.run(
              recipe.propose(recipe.selectFewShot(0, prompt, 0), List.of()), this::reply);
      proposed.addAll(done.candidates());
      refused += done.rejections().size();
    }
    List<Done> completed =
        proposed.stream()
            .map(candidate -> RecipeTesting.run(recipe.complete(candidate), this::reply))
            .toList();
    return new Grown(proposed.size(), refused, completed);
  }

  private List<Done> run(RowRecipe recipe, List<Example> rows) {
    return rows.stream().map(row -> RecipeTesting.run(recipe.of(row), this::reply)).toList();
  }

  private static List<Candidate> made(List<Done> done) {
    return done.stream().flatMap(d -> d.candidates().stream()).toList();
  }

  private static Optional<String> answer(String instruction, String input) {
    String text = input.isEmpty() ? instruction : instruction + "\n" + input;
    int end = text.indexOf('\n');
    return TaskGrammar.recognize(
            end < 0 ? text : text.substring(0, end), end < 0 ? "" : text.substring(end))
        .flatMap(RecognizedTask::answer);
  }

  /** Whether the answer equals the computed one, in any tone. */
  private static boolean isRight(Candidate candidate) {
    return answer(candidate.instruction(), candidate.input())
        .filter(right -> says(candidate.output(), right))
        .isPresent();
  }

  private static boolean says(String text, String answer) {
    return PythonText.collapse(text).contains(PythonText.collapse(answer));
  }

  private static void assertRight(List<Candidate> made) {
    assertThat(made).isNotEmpty();
    assertThat(made.stream().filter(candidate -> !isRight(candidate))).isEmpty();
  }

  private static void assertNearlyAll(int made, int of) {
    assertThat(made).as("of %d", of).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * of));
  }

  static Stream<String[]> poolRecipes() {
    return Arrays.stream(Language.values())
        .flatMap(
            language ->
                Stream.of(
                    new String[] {"self-instruct", language.name()},
                    new String[] {"alpaca", language.name()},
                    new String[] {"simple", language.name()}));
  }

  @ParameterizedTest
  @MethodSource("poolRecipes")
  void aPoolGrowsInEveryLanguageWithCorrectTasks(String name, String code) {
    Language language = Language.valueOf(code);
    String[] settings = {
      name + ".language=" + name(language),
      "simple.min-instruction-chars=1",
      "simple.min-output-chars=1",
    };
    Grown grown = grow((PoolRecipe) recipe(name, settings));
    int tasks = name.equals("simple") ? 1 : name.equals("alpaca") ? 17 : 7;
    assertNearlyAll(grown.proposed(), tasks * PROMPTS);
    assertThat(grown.proposed() + grown.refused()).isEqualTo(tasks * PROMPTS);
    long complete = grown.completed().stream().filter(done -> !done.candidates().isEmpty()).count();
    assertNearlyAll((int) complete, grown.proposed());
    assertRight(grown.made());
    assertThat(grown.made().stream().filter(c -> TaskGrammar.language(c.instruction()) != language))
        .hasSizeLessThan(1 + grown.made().size() / 20);
  }

  static Stream<String[]> magpieWays() {
    return Stream.of("llama-3", "qwen", "gemma", "phi-3", "chatml")
        .flatMap(family -> Stream.of(new String[] {family, "raw"}, new String[] {family, "chat"}));
  }

  @ParameterizedTest
  @MethodSource("magpieWays")
  void magpieGeneratesAndAnswersTasksWithEveryTemplate(String family, String way) {
    Grown grown =
        grow(
            (PoolRecipe)
                recipe("magpie", "magpie.pre-query-template=" + family, "magpie.mode=" + way));
    assertThat(grown.proposed()).isEqualTo(PROMPTS);
    assertThat(grown.made()).hasSize(PROMPTS);
    assertThat(grown.made().stream().map(Candidate::instruction).distinct()).hasSize(PROMPTS);
    assertRight(grown.made());
  }

  @Test
  void magpieSupportsACustomTemplate() {
    Grown grown =
        grow(
            (PoolRecipe)
                recipe(
                    "magpie",
                    "magpie.pre-query-template=custom",
                    "magpie.mode=raw",
                    "magpie.custom.pre-query=\"Fragen auf German.\\n\\n### Instruction:\\n\"",
                    "magpie.custom.post-query=\"\\n\\n### Response:\\n\""));
    assertThat(grown.made()).hasSize(PROMPTS);
    assertRight(grown.made());
    assertThat(TaskGrammar.language(grown.made().get(0).instruction())).isEqualTo(Language.DE);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyEvolutionIsAnsweredCorrectlyAndNamesItsParent(Language language) {
    List<Example> rows = rows(language);
    List<Done> done = run((RowRecipe) recipe("evol-instruct"), rows);
    List<Candidate> made = made(done);
    assertNearlyAll(made.size(), 4 * ROWS);
    assertRight(made);
    assertThat(done)
        .allSatisfy(d -> assertThat(d.candidates().size() + d.rejections().size()).isEqualTo(4));
    for (int i = 0; i < ROWS; i++) {
      assertThat(done.get(i).candidates().get(0).parents()).containsExactly(rows.get(i).id());
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void reflectionCorrectsEveryAnswer(Language language) {
    List<Example> wrong =
        rows(language).stream()
            .map(row -> Example.of(0, row.instruction(), row.input(), "I do not know."))
            .toList();
    for (String target : List.of("response", "instruction", "both")) {
      List<Candidate> made =
          made(run((RowRecipe) recipe("reflect", "reflect.target=" + target), wrong));
      assertThat(made).hasSize(ROWS);
      List<Candidate> better =
          made.stream().filter(c -> !c.metadata().containsKey(MetadataKeys.KEPT)).toList();
      assertRight(better);
      long withInput = wrong.stream().filter(row -> !row.input().isEmpty()).count();
      assertThat(better.size()).isEqualTo(target.equals("instruction") ? ROWS - withInput : ROWS);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void anExplainedAnswerStaysCorrect(Language language) {
    List<Candidate> made =
        made(run((RowRecipe) recipe("rewrite", "rewrite.style=chain-of-thought"), rows(language)));
    assertThat(made).hasSize(ROWS);
    assertRight(made);
    assertThat(made).allSatisfy(c -> assertThat(c.output().lines().count()).isGreaterThan(2));
  }

  @Test
  void aSentenceIsRewrittenInThePassiveVoice() {
    RowRecipe recipe = (RowRecipe) recipe("rewrite", "rewrite.output-column=output_2");
    Example row = Example.of(0, "Say it.", "", "The baker opened the door.");
    Candidate made = RecipeTesting.run(recipe.of(row), this::reply).candidates().get(0);
    assertThat(made.output()).isEqualTo("The baker opened the door.");
    assertThat(made.metadata()).containsEntry("output_2", "The door was opened by the baker.");
    assertThat(made(run((RowRecipe) recipe("rewrite"), rows(Language.EN)))).hasSize(ROWS);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void thePoliteWordingOfARequestIsAlwaysChosen(Language language) {
    TaskGrammar requests = TaskGrammar.of(List.of("request"), Style.PLAIN);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      RehearsalTask task = requests.draw(RandomStream.of(3, "requests", "row " + i), language);
      String output = i % 2 == 0 ? task.polite() : task.impolite();
      rows.add(Example.of(i, task.instruction(), "", output));
    }
    List<Candidate> made = made(run((RowRecipe) recipe("preferences"), rows));
    assertThat(made).hasSizeBetween(ROWS / 5, ROWS * 4 / 5);
    assertThat(made)
        .allSatisfy(
            c -> {
              String polite = answer(c.instruction(), c.input()).orElseThrow();
              assertThat(c.output()).isEqualTo(polite);
              assertThat(TaskGrammar.request(false, polite))
                  .contains(c.metadata().getOrDefault(MetadataKeys.REJECTED, ""));
            });
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void bothTonesKeepTheAnswerAndThePoliteToneIsChosen(Language language) {
    List<Candidate> made = made(run((RowRecipe) recipe("preferences"), rows(language)));
    assertNearlyAll(made.size(), ROWS);
    assertThat(made)
        .allSatisfy(
            c -> {
              String rejected = c.metadata().get(MetadataKeys.REJECTED);
              String right = answer(c.instruction(), c.input()).orElseThrow();
              boolean polite = "polite".equals(c.metadata().get(MetadataKeys.OPERATION));
              String toned = polite ? c.output() : rejected;
              assertThat(polite ? rejected : c.output()).isEqualTo(right).isNotEqualTo(toned);
              if (!TaskGrammar.request(false, right).equals(Optional.ofNullable(toned))) {
                assertThat(toned).contains(right);
              }
            });
    assertThat(made.stream().map(c -> c.metadata().get(MetadataKeys.OPERATION)).distinct())
        .containsExactlyInAnyOrder("polite", "impolite");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aJudgeChoosesTheCorrectAnswer(boolean withReference) {
    List<Example> rows =
        rows(Language.EN).stream()
            .map(
                row ->
                    Example.of(
                        0, row.instruction(), row.input(), withReference ? row.output() : ""))
            .toList();
    RowRecipe recipe =
        (RowRecipe)
            recipe("preferences", "preferences.method=judge", "preferences.num-generations=6");
    List<Candidate> made = made(run(recipe, rows));
    assertNearlyAll(made.size(), ROWS);
    assertRight(made);
    assertThat(made)
        .allSatisfy(
            c ->
                assertThat(Integer.parseInt(c.metadata().get(MetadataKeys.CHOSEN_SCORE)))
                    .isGreaterThan(
                        Integer.parseInt(c.metadata().get(MetadataKeys.REJECTED_SCORE))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evol-instruct", "reflect", "rewrite", "preferences"})
  void everyRowSucceedsOrIsRejectedWithAReasonUnderInjectedFaults(String name) {
    RehearsalModel bad =
        RehearsalTesting.model(
            "content.truncated=0.02",
            "content.wrong-format=0.02",
            "content.refusal=0.02",
            "content.empty=0.02",
            "content.repeated=0.02");
    RowRecipe recipe =
        (RowRecipe) recipe(name, "reflect.keep-original=false", "reflect.max-attempts=1");
    int each = name.equals("evol-instruct") ? 4 : 1;
    int made = 0;
    for (Example row : rows(Language.EN)) {
      Done done = RecipeTesting.run(recipe.of(row), request -> bad.reply(request));
      assertThat(done.candidates().size() + done.rejections().size()).isEqualTo(each);
      assertThat(done.rejections())
          .allSatisfy(refusal -> assertThat(refusal.rule()).matches("[a-z]+(-[a-z]+)*"));
      made += done.candidates().size();
    }
    assertThat(made).isBetween(ROWS * each * 6 / 10, ROWS * each - 1);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theAnswerOfTheWeakerModelIsRejected(Language language) {
    RowRecipe recipe =
        (RowRecipe)
            recipe(
                "preferences", "preferences.method=models", "preferences.rejected-model=tiny-weak");
    List<Candidate> made = made(run(recipe, rows(language)));
    assertNearlyAll(made.size(), ROWS);
    assertRight(made);
    assertThat(made)
        .allSatisfy(
            c ->
                assertThat(c.metadata())
                    .containsEntry(MetadataKeys.CHOSEN_MODEL, "rehearsal")
                    .containsEntry(MetadataKeys.REJECTED_MODEL, "tiny-weak"));
  }
}
