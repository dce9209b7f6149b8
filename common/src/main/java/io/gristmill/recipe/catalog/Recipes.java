package io.gristmill.recipe.catalog;

import io.gristmill.check.Problems;
import io.gristmill.config.NearestName;
import io.gristmill.config.OtherNames;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.recipe.Recipe;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.recipe.SelectedRows;
import io.gristmill.recipe.alpaca.Alpaca;
import io.gristmill.recipe.alpaca.AlpacaConfig;
import io.gristmill.recipe.catalog.RecipeKind.Start;
import io.gristmill.recipe.evol.EvolInstruct;
import io.gristmill.recipe.evol.EvolInstructConfig;
import io.gristmill.recipe.magpie.Magpie;
import io.gristmill.recipe.magpie.MagpieConfig;
import io.gristmill.recipe.preference.Preferences;
import io.gristmill.recipe.preference.PreferencesConfig;
import io.gristmill.recipe.reflect.Reflect;
import io.gristmill.recipe.reflect.ReflectConfig;
import io.gristmill.recipe.rewrite.Rewrite;
import io.gristmill.recipe.rewrite.RewriteConfig;
import io.gristmill.recipe.selfinstruct.SelfInstruct;
import io.gristmill.recipe.selfinstruct.SelfInstructConfig;
import io.gristmill.recipe.simple.Simple;
import io.gristmill.recipe.simple.SimpleConfig;
import java.util.List;
import java.util.Optional;

/** Catalog of all recipes. */
public final class Recipes {

  private static final List<RecipeKind> ALL =
      List.of(
          new RecipeKind(
              SelfInstruct.NAME,
              "instructions from a growing pool, then classification, instances and filters",
              Start.SEEDS,
              SelfInstructConfig.PROMPTS,
              Recipes::selfInstruct),
          new RecipeKind(
              Alpaca.NAME,
              "many complete tasks with input and output per request, in any language",
              Start.SEEDS,
              AlpacaConfig.PROMPTS,
              Recipes::alpaca),
          new RecipeKind(
              Simple.NAME,
              "one instruction per request, then its input and output; filters by word overlap",
              Start.SEEDS,
              SimpleConfig.PROMPTS,
              Recipes::simple),
          new RecipeKind(
              Magpie.NAME,
              "instructions that an aligned model generates from an empty user turn",
              Start.NOTHING,
              MagpieConfig.PROMPTS,
              Recipes::magpie),
          new RecipeKind(
              EvolInstruct.NAME,
              "harder or rarer variants of instructions, with their answers",
              Start.ROWS,
              EvolInstructConfig.PROMPTS,
              Recipes::evolInstruct),
          new RecipeKind(
              Reflect.NAME,
              "a critique and an improved version of each instruction or answer",
              Start.ROWS,
              ReflectConfig.PROMPTS,
              Recipes::reflect),
          new RecipeKind(
              Rewrite.NAME,
              "one field of each record rewritten: passive voice, reasoning or your own prompt",
              Start.ROWS,
              RewriteConfig.PROMPTS,
              Recipes::rewrite),
          new RecipeKind(
              Preferences.NAME,
              "a chosen and a rejected answer per instruction: by tone, judge or two models",
              Start.ROWS,
              PreferencesConfig.PROMPTS,
              Recipes::preferences));

  private Recipes() {}

  /** All recipes, in the order of the help. */
  public static List<RecipeKind> all() {
    return ALL;
  }

  /** Looks up a recipe; an unknown name is added to the problems with the known ones. */
  public static Optional<RecipeKind> named(String key, String name, Problems problems) {
    Optional<RecipeKind> kind = ALL.stream().filter(k -> k.name().equals(name)).findFirst();
    if (kind.isEmpty()) {
      List<String> known = ALL.stream().map(RecipeKind::name).toList();
      problems.add(
          "%s must be one of %s, was \"%s\"%s",
          key,
          String.join(", ", known),
          name,
          OtherNames.target(OtherNames.Section.RECIPES, name)
              .map(meant -> "; did you mean " + meant + "?")
              .orElseGet(() -> NearestName.question(name, known)));
    }
    return kind;
  }

  private static Recipe selfInstruct(RecipeInputs inputs) {
    SelfInstructConfig config =
        SelfInstructConfig.read(inputs.block(SelfInstruct.NAME), inputs.problems());
    return withSeeds(
        inputs,
        config.classificationOnly() ? "classification " : "",
        new SelfInstruct(config, inputs.seed(), inputs.model(), inputs.seeds()));
  }

  private static Recipe alpaca(RecipeInputs inputs) {
    AlpacaConfig config = AlpacaConfig.read(inputs.block(Alpaca.NAME), inputs.problems());
    return withSeeds(inputs, "", new Alpaca(config, inputs.seed(), inputs.model(), inputs.seeds()));
  }

  private static Recipe simple(RecipeInputs inputs) {
    SimpleConfig config = SimpleConfig.read(inputs.block(Simple.NAME), inputs.problems());
    return withSeeds(inputs, "", new Simple(config, inputs.seed(), inputs.model(), inputs.seeds()));
  }

  private static Recipe withSeeds(RecipeInputs inputs, String kind, PoolRecipe recipe) {
    if (recipe.seeds().isEmpty()) {
      inputs.problems().add("%s: the seed tasks contain no %stask", recipe.name(), kind);
    }
    return recipe;
  }

  private static Recipe magpie(RecipeInputs inputs) {
    return new Magpie(
        MagpieConfig.read(inputs.block(Magpie.NAME), inputs.problems()), inputs.model());
  }

  private static Recipe selecting(RecipeInputs inputs, RowRecipe recipe) {
    return SelectedRows.of(recipe, inputs.block(recipe.name()));
  }

  private static Recipe evolInstruct(RecipeInputs inputs) {
    return selecting(
        inputs,
        new EvolInstruct(
            EvolInstructConfig.read(inputs.block(EvolInstruct.NAME), inputs.problems()),
            inputs.seed(),
            inputs.model()));
  }

  private static Recipe reflect(RecipeInputs inputs) {
    return selecting(
        inputs,
        new Reflect(
            ReflectConfig.read(inputs.block(Reflect.NAME), inputs.problems()), inputs.model()));
  }

  private static Recipe rewrite(RecipeInputs inputs) {
    return selecting(
        inputs,
        new Rewrite(
            RewriteConfig.read(inputs.block(Rewrite.NAME), inputs.problems()), inputs.model()));
  }

  private static Recipe preferences(RecipeInputs inputs) {
    return selecting(
        inputs,
        new Preferences(
            PreferencesConfig.read(inputs.block(Preferences.NAME), inputs.problems()),
            inputs.seed(),
            inputs.model()));
  }
}
