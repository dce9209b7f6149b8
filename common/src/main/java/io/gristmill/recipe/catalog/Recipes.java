package io.gristmill.recipe.catalog;

import io.gristmill.check.Problems;
import io.gristmill.recipe.Recipe;
import io.gristmill.recipe.alpaca.Alpaca;
import io.gristmill.recipe.alpaca.AlpacaConfig;
import io.gristmill.recipe.selfinstruct.SelfInstruct;
import io.gristmill.recipe.selfinstruct.SelfInstructConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every recipe there is. */
public final class Recipes {

  private static final List<RecipeKind> ALL =
      List.of(
          new RecipeKind(
              SelfInstruct.NAME,
              "new instructions from a pool that grows, then classification, instances, filters",
              true,
              SelfInstructConfig.PROMPTS,
              Recipes::selfInstruct),
          new RecipeKind(
              Alpaca.NAME,
              "whole tasks with input and output, many a request, in any language",
              true,
              AlpacaConfig.PROMPTS,
              Recipes::alpaca));

  private Recipes() {}

  /** All of them in the order of help. */
  public static List<RecipeKind> all() {
    return ALL;
  }

  /** The recipe of a name; where there is none, that is noted with the names there are. */
  public static Optional<RecipeKind> named(String key, String name, Problems problems) {
    Optional<RecipeKind> kind = ALL.stream().filter(k -> k.name().equals(name)).findFirst();
    if (kind.isEmpty()) {
      problems.add(
          "%s must be one of %s, was \"%s\"",
          key, ALL.stream().map(RecipeKind::name).collect(Collectors.joining(", ")), name);
    }
    return kind;
  }

  private static Recipe selfInstruct(RecipeInputs inputs) {
    SelfInstructConfig config =
        SelfInstructConfig.read(inputs.block(SelfInstruct.NAME), inputs.problems());
    SelfInstruct recipe = new SelfInstruct(config, inputs.seed(), inputs.model(), inputs.seeds());
    if (recipe.seeds().isEmpty()) {
      inputs
          .problems()
          .add(
              "%s: the seed tasks hold no %stask",
              SelfInstruct.NAME, config.classificationOnly() ? "classification " : "");
    }
    return recipe;
  }

  private static Recipe alpaca(RecipeInputs inputs) {
    AlpacaConfig config = AlpacaConfig.read(inputs.block(Alpaca.NAME), inputs.problems());
    Alpaca recipe = new Alpaca(config, inputs.seed(), inputs.model(), inputs.seeds());
    if (recipe.seeds().isEmpty()) {
      inputs.problems().add("%s: the seed tasks hold no task", Alpaca.NAME);
    }
    return recipe;
  }
}
