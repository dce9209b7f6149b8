package io.gristmill.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.random.RandomStream;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.Recipe;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.recipe.SeedTasks;
import io.gristmill.recipe.catalog.RecipeInputs;
import io.gristmill.recipe.catalog.Recipes;
import io.gristmill.record.Example;
import io.gristmill.rehearsal.task.Language;
import io.gristmill.rehearsal.task.RehearsalTask;
import io.gristmill.rehearsal.task.Style;
import io.gristmill.rehearsal.task.TaskGrammar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Evol-Instruct over a rehearsal that makes the mistakes which Evol-Instruct must detect. */
class EvolveFaultsTest {

  private static RowRecipe recipe() {
    Problems problems = new Problems();
    RecipeInputs inputs =
        new RecipeInputs(RecipeTesting.settings(), "rehearsal", SeedTasks.defaults(), problems);
    Recipe recipe = Recipes.named("recipe", "evol-instruct", problems).orElseThrow().create(inputs);
    problems.throwIfAny();
    return (RowRecipe) recipe;
  }

  /** Counts the faults injected into answers, by the rule that must detect them. */
  private static final class Counting {
    private final RehearsalModel model =
        RehearsalTesting.model(
            "evolve.copied-prompt=0.1",
            "evolve.unchanged=0.1",
            "evolve.sorry=0.1",
            "evolve.stop-words=0.1");
    private final Map<String, Integer> planted = new TreeMap<>();

    RequestOutcome reply(Request request) {
      Answer answer = model.reply(request);
      String asked = RecipeTesting.text(request);
      String text = answer.text();
      String rule =
          text.startsWith("#Rewritten Prompt#")
              ? "copied-prompt"
              : asked.contains("#The Given Prompt#:\n" + text + "\n\n#")
                  ? "unchanged"
                  : text.equals("It is what it is, and that is that.") ? "stop-words-only" : "";
      if (text.matches("(?s)(I'm sorry|죄송|Es tut mir leid|Lo siento|很抱歉).*")) {
        rule = "apology";
      }
      if (!rule.isEmpty()) {
        planted.merge(rule, 1, Integer::sum);
      }
      return answer;
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void exactlyTheInjectedFaultsAreEliminated(Language language) {
    Counting model = new Counting();
    RowRecipe recipe = recipe();
    TaskGrammar grammar = TaskGrammar.of(List.of(), Style.RICH);
    Map<String, Integer> eliminated = new TreeMap<>();
    int made = 0;
    for (int i = 0; i < 100; i++) {
      RehearsalTask task = grammar.draw(RandomStream.of(5, "evol", language + "/" + i), language);
      Example row = Example.of(0, task.instruction(), task.input(), task.output());
      Done done = RecipeTesting.run(recipe.of(row), model::reply);
      done.rejections().forEach(refusal -> eliminated.merge(refusal.rule(), 1, Integer::sum));
      made += done.candidates().size();
    }
    assertThat(eliminated)
        .isEqualTo(model.planted)
        .containsOnlyKeys("copied-prompt", "unchanged", "apology", "stop-words-only");
    assertThat(made + eliminated.values().stream().mapToInt(n -> n).sum()).isEqualTo(400);
    assertThat(made).isGreaterThan(200);
  }
}
