package io.gristmill.recipe.simple;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.FewShotSelection;
import io.gristmill.recipe.PoolRecipe.Novelty;
import io.gristmill.recipe.PoolRecipe.PoolTask;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.SeedTask;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleTest {

  private static final List<SeedTask> SEEDS =
      IntStream.range(0, 5)
          .mapToObj(
              i ->
                  new SeedTask(
                      "s" + i,
                      "Seed task\nnumber " + i + ":",
                      List.of(new SeedTask.Instance("", "x")),
                      false))
          .toList();

  private static Simple recipe(String... settings) {
    Problems problems = new Problems();
    SimpleConfig config =
        SimpleConfig.read(RecipeTesting.settings(settings).reader("simple", problems), problems);
    problems.throwIfAny();
    return new Simple(config, 42, "m", SEEDS);
  }

  private static List<PoolTask> pool(FewShotSelection draw) {
    return draw.poolIndexes().stream().map(i -> new PoolTask("p" + i, "Pool task " + i)).toList();
  }

  @Test
  void aPromptShowsSeedAndPoolTasksAndEndsWithTheNextNumber() {
    Simple recipe = recipe();
    Set<Boolean> fromPool = new HashSet<>();
    for (int prompt = 0; prompt < 30; prompt++) {
      FewShotSelection draw = recipe.selectFewShot(1, prompt, 10);
      draw.picks().forEach(pick -> fromPool.add(pick.fromPool()));
      String text = RecipeTesting.text(RecipeTesting.request(recipe.propose(draw, pool(draw))));
      assertThat(text)
          .matches(
              "(?s).*in English.*\n\nTask 1: (Seed|Pool) task[^\n:]*"
                  + "\nTask 2: [^\n:]*\nTask 3: [^\n:]*\nTask 4:");
      assertThat(draw).isEqualTo(recipe().selectFewShot(1, prompt, 10));
    }
    assertThat(fromPool).containsExactlyInAnyOrder(true, false);
    assertThat(recipe.selectFewShot(0, 0, 0).picks())
        .hasSize(3)
        .noneMatch(FewShotSelection.Pick::fromPool);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Name three rivers.",
        "\n Task 4: Name three rivers. \nTask 5: x",
        "**Task 4:** Name three rivers."
      })
  void theFirstLineIsTheInstruction(String reply) {
    Simple recipe = recipe();
    FewShotSelection draw = recipe.selectFewShot(0, 0, 0);
    Candidate made =
        RecipeTesting.answered(recipe.propose(draw, List.of()), request -> reply)
            .candidates()
            .get(0);
    assertThat(made.instruction()).isEqualTo("Name three rivers.");
    assertThat(made.parents()).hasSize(3);
  }

  @Test
  void aShortInstructionIsRejected() {
    Simple recipe = recipe();
    Done done =
        RecipeTesting.answered(
            recipe.propose(recipe.selectFewShot(0, 0, 0), List.of()), request -> "Sing now");
    assertThat(done.rejections())
        .containsExactly(
            new Rejection(
                "instruction-too-short",
                "the instruction has 8 characters, fewer than 10",
                "Sing now"));
  }

  @Test
  void anInstanceHasOneOrManyLinesAsConfigured() {
    String reply = "Sure!\nInput: a\nb\n**Output:** c is said\n\nd";
    assertThat(completed(recipe(), reply).candidates().get(0))
        .isEqualTo(new Candidate("Do it well.", "a\nb", "c is said\n\nd", List.of(), Map.of()));
    Candidate line = completed(recipe("simple.one-line=true"), reply).candidates().get(0);
    assertThat(line.input()).isEqualTo("a");
    assertThat(line.output()).isEqualTo("**** c is said");
  }

  @Test
  void theMarkerOfNoInputBecomesAnEmptyInput() {
    assertThat(completed(recipe(), "Input: N/A\nOutput: six sheep").candidates().get(0).input())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Output: four", "no marker", "Input: a\nOutput:"})
  void aShortOrMissingOutputIsRejected(String reply) {
    assertThat(completed(recipe(), reply).rejections().stream().map(Rejection::rule))
        .containsExactly("output-too-short");
  }

  private static Done completed(Simple recipe, String reply) {
    Candidate accepted = new Candidate("Do it well.", "", "", List.of(), Map.of());
    return RecipeTesting.answered(recipe.complete(accepted), request -> reply);
  }

  @Test
  void similarityIsByCommonWords() {
    assertThat(recipe("simple.similarity-threshold=0.5").novelty())
        .isEqualTo(new Novelty.WordJaccard(0.5));
  }
}
