package io.gristmill.recipe.catalog;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.recipe.SeedTask;
import java.util.List;

/**
 * Inputs from which a recipe is created.
 *
 * @param settings all settings; each recipe reads the block of its name
 * @param model model name on the server
 * @param seeds seed tasks; empty for row recipes
 * @param problems collects invalid settings and prompts
 */
public record RecipeInputs(
    Settings settings, String model, List<SeedTask> seeds, Problems problems) {

  public RecipeInputs {
    seeds = List.copyOf(seeds);
  }

  SettingsReader block(String recipe) {
    return settings.reader(recipe, problems);
  }

  long seed() {
    return settings.seed(problems);
  }
}
