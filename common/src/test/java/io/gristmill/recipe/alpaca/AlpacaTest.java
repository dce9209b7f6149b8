package io.gristmill.recipe.alpaca;

import static io.gristmill.recipe.RecipeTesting.answered;
import static io.gristmill.recipe.RecipeTesting.request;
import static io.gristmill.recipe.RecipeTesting.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.FewShotSelection;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.SeedTask;
import io.gristmill.recipe.SeedTasks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlpacaTest {

  private static final List<SeedTask> SEEDS = SeedTasks.defaults();
  private static final String TWO_TASKS =
      " Name a big river.\n4. Input:\n<noinput>\n4. Output:\nThe Nile.\n###\n"
          + "5. Instruction: Sort these two numbers.\n5. Input:\n2 1\n5. Output:\n1 2\n";

  @Test
  void thePromptShowsThreeSeedTasksAndNoAcceptedTask() {
    FewShotSelection draw = recipe().selectFewShot(4, 2, 50_000);
    assertThat(draw.picks()).hasSize(3).noneMatch(FewShotSelection.Pick::fromPool);
    String prompt = text(request(recipe().propose(draw, List.of())));
    assertThat(prompt).endsWith("\n###\n4. Instruction:");
    assertThat(prompt)
        .contains("\n###\n1. Instruction: ", "\n3. Output:\n", "in English", "20 varied");
    assertThat(prompt.lines().filter(line -> line.matches("[1-9]\\. [A-Z].*[a-z\"]\\.")))
        .hasSizeGreaterThanOrEqualTo(9);
  }

  @Test
  void theLanguageSettingSufficesForKorean() {
    Alpaca korean = recipe("alpaca.language=Korean");
    Exchange exchange = korean.propose(korean.selectFewShot(0, 0, 0), List.of());
    assertThat(text(request(exchange))).contains("outputs in Korean").doesNotContain("English");
    String text =
        " 다음 문장을 높임말로 바꿔 줘.\n4. Input:\n밥 먹었어?\n4. Output:\n진지 드셨어요?\n###\n"
            + "5. Instruction: 把这句话翻译成英文。\n5. Input:\n你好\n5. Output:\nHello";
    assertThat(answered(exchange, r -> text).candidates())
        .extracting(Candidate::output)
        .containsExactly("진지 드셨어요?", "Hello");
  }

  @Test
  void theSamplingIsThatOfStanfordAlpacaExceptThatItStopsAtALineStart() {
    Request request = request(recipe().propose(recipe().selectFewShot(0, 0, 0), List.of()));
    assertThat(request.sampling())
        .isEqualTo(
            new SamplingParams(
                3072, 1.0, 1.0, null, null, null, null, List.of("\n21."), null, null));
  }

  @Test
  void parsedTasksNeedNoFurtherStep() {
    Alpaca recipe = recipe();
    FewShotSelection draw = recipe.selectFewShot(1, 2, 0);
    Done done = answered(recipe.propose(draw, List.of()), r -> TWO_TASKS);
    assertThat(done.rejections()).isEmpty();
    assertThat(done.candidates()).extracting(Candidate::input).containsExactly("", "2 1");
    Exchange completed = recipe.complete(done.candidates().get(1));
    assertThat(completed)
        .isEqualTo(
            new Done(
                List.of(
                    new Candidate(
                        "Sort these two numbers.",
                        "2 1",
                        "1 2",
                        draw.picks().stream().map(p -> SEEDS.get(p.index()).recordId()).toList(),
                        Map.of("round", "1", "prompt", "2"))),
                List.of()));
  }

  @Test
  void aGreetingAndRepeatedFirstWordsAreRemoved() {
    Exchange exchange = recipe().propose(recipe().selectFewShot(0, 0, 0), List.of());
    for (String before :
        List.of(
            "", "4. Instruction:", "Here you go!\n\n###\n4. Instruction:", "###4. Instruction:")) {
      assertThat(answered(exchange, r -> before + TWO_TASKS).candidates()).as(before).hasSize(2);
    }
  }

  @Test
  void partsOutOfOrderOrWithinALineAreRejectedByStrictParsing() {
    String swapped = " Name a big river.\n4. Output:\nNile\n4. Input:\n<noinput>\n";
    String inside =
        TWO_TASKS.replace("\n5. ", "\n15. ").replace("5. Instruction", "15. Instruction");
    Alpaca reference = recipe("alpaca.strict=false");
    assertThat(rules(recipe(), swapped)).containsExactly("malformed");
    assertThat(rules(reference, swapped)).isEmpty();
    assertThat(rules(recipe(), inside)).containsExactly("malformed");
    assertThat(rules(reference, inside)).isEmpty();
  }

  @Test
  void theMarkerOfNoInputIsConfigurable() {
    Alpaca recipe = recipe("alpaca.no-input=없음");
    FewShotSelection draw =
        new FewShotSelection(0, 0, List.of(new FewShotSelection.Pick(false, indexWithoutInput())));
    assertThat(text(request(recipe.propose(draw, List.of()))))
        .contains("1. Input:\n없음\n")
        .doesNotContain("<noinput>");
    String text = " Name a big river.\n2. Input:\n없음\n2. Output:\nNile";
    assertThat(answered(recipe.propose(draw, List.of()), r -> text).candidates())
        .extracting(Candidate::input)
        .containsExactly("");
  }

  @Test
  void fewerSeedTasksShiftTheNumbers() {
    Alpaca recipe = new Alpaca(config(), 1, "m", SEEDS.subList(0, 1));
    assertThat(text(request(recipe.propose(recipe.selectFewShot(0, 0, 0), List.of()))))
        .endsWith("\n###\n2. Instruction:");
  }

  @Test
  void thePromptNumbersNewTasksAfterTheShownOnes() {
    Alpaca recipe = recipe("alpaca.num-few-shot=2", "alpaca.num-new-tasks=5");
    Request request = request(recipe.propose(recipe.selectFewShot(0, 0, 0), List.of()));
    assertThat(text(request)).contains("collection of 7 ").endsWith("\n###\n3. Instruction:");
    assertThat(request.sampling().stop()).containsExactly("\n8.");
  }

  @Test
  void aPromptAsksForAtLeastOneNewTask() {
    assertThatThrownBy(() -> config("alpaca.num-new-tasks=0"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("alpaca.num-new-tasks must be");
  }

  private static int indexWithoutInput() {
    for (int i = 0; i < SEEDS.size(); i++) {
      if (SEEDS.get(i).first().input().isEmpty()) {
        return i;
      }
    }
    throw new AssertionError("every seed task has an input");
  }

  private static List<String> rules(Alpaca recipe, String text) {
    Done done = answered(recipe.propose(recipe.selectFewShot(0, 0, 0), List.of()), r -> text);
    return done.rejections().stream().map(Rejection::rule).toList();
  }

  private static AlpacaConfig config(String... assignments) {
    Problems problems = new Problems();
    Settings settings = RecipeTesting.settings(assignments);
    AlpacaConfig config = AlpacaConfig.read(settings.reader("alpaca", problems), problems);
    problems.throwIfAny();
    return config;
  }

  private static Alpaca recipe(String... assignments) {
    return new Alpaca(config(assignments), 42, "model-x", SEEDS);
  }
}
