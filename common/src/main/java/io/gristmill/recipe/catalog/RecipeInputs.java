package io.gristmill.recipe.catalog;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.recipe.SeedTask;
import java.util.List;

/**
 * What recipes are made from.
 *
 * @param settings all of them; each recipe reads the block of its own name
 * @param model that is asked, by the name the server knows it by
 * @param seeds seed tasks; empty for recipes that work on rows
 * @param problems receives everything that is wrong with settings and prompts
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
