package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.config.ReferenceText;
import io.gristmill.config.Settings;
import io.gristmill.recipe.catalog.RecipeKind;
import io.gristmill.recipe.catalog.Recipes;
import io.gristmill.recipe.prompt.PromptFile;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recipes in the help of {@code generate}. */
class RecipeHelpTest {

  static Stream<String> recipes() {
    return Recipes.all().stream().map(RecipeKind::name);
  }

  private static RecipeKind kind(String name) {
    return Recipes.all().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
  }

  private static String help(String recipe) {
    return CliRun.withoutSpark("generate", "--recipe", recipe, "--help-all").succeeded().out();
  }

  /** All elements of the paths of the recipe's settings. */
  private static List<String> keys(String recipe) {
    return Settings.defaults().toMap().keySet().stream()
        .filter(path -> path.startsWith(recipe + "."))
        .flatMap(path -> Arrays.stream(path.substring(recipe.length() + 1).split("\\.", -1)))
        .distinct()
        .toList();
  }

  @Test
  void thereAreEightRecipes() {
    assertThat(recipes())
        .containsExactlyInAnyOrder(
            "self-instruct",
            "alpaca",
            "simple",
            "magpie",
            "evol-instruct",
            "reflect",
            "rewrite",
            "preferences");
  }

  @Test
  void helpOfGenerateListsEveryRecipe() {
    String help = CliRun.withoutSpark("generate", "--help").succeeded().out();
    for (RecipeKind kind : Recipes.all()) {
      assertThat(help)
          .containsPattern("(?m)^  " + kind.name() + " +" + Pattern.quote(kind.description()));
    }
  }

  @Test
  void fullHelpOfGenerateHasTheSettingsOfTheModelServer() {
    String help = CliRun.withoutSpark("generate", "--help-all").succeeded().out();
    assertThat(ReferenceText.block("llm").orElseThrow().lines().filter(line -> !line.isBlank()))
        .allSatisfy(line -> assertThat(help).contains("\n  " + line + "\n"));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void helpOfARecipeShowsItsBlockOfReferenceConf(String recipe) {
    String help = help(recipe);
    assertThat(help).contains("Recipe " + recipe + ": " + kind(recipe).description());
    assertThat(ReferenceText.block(recipe).orElseThrow().lines().filter(line -> !line.isBlank()))
        .hasSizeGreaterThan(5)
        .allSatisfy(line -> assertThat(help).contains("\n  " + line + "\n"));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void helpOfARecipeListsEveryKeyThatItReads(String recipe) {
    String help = help(recipe);
    assertThat(keys(recipe))
        .hasSizeGreaterThan(5)
        .allSatisfy(key -> assertThat(help).containsPattern("(?m)^ +\"?" + key + "\"? [={]"));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void helpOfARecipeListsPromptsWithFilesAndPlaceholders(String recipe) {
    String help = help(recipe);
    for (PromptFile prompt : kind(recipe).prompts()) {
      assertThat(help)
          .contains(
              "%s.prompts.%s = conf/prompts/%s; placeholders: %s"
                  .formatted(
                      recipe, prompt.key(), prompt.fileName(), prompt.placeholders().written()));
      Stream.concat(
              prompt.placeholders().required().stream(), prompt.placeholders().optional().stream())
          .forEach(name -> assertThat(help).contains("{" + name + "}"));
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void helpOfARecipeOmitsOtherRecipes(String recipe) {
    String help = help(recipe);
    assertThat(recipes().filter(other -> !other.equals(recipe)))
        .allSatisfy(other -> assertThat(help).doesNotContain("Recipe " + other + ":"));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void shortHelpOfARecipeIsOneScreenThatPointsToTheFullHelp(String recipe) {
    String help = CliRun.withoutSpark("generate", "--recipe", recipe, "--help").succeeded().out();
    assertThat(help.lines().count()).isLessThanOrEqualTo(60);
    assertThat(help).contains(": gristmill generate --recipe " + recipe + " --help-all\n");
  }

  @Test
  void unknownRecipeIsRefusedWithAllNames() {
    assertThat(help("alpacca")).contains("Recipes (settings of one: --recipe NAME --help-all):");
  }
}
