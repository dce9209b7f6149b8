package io.gristmill.recipe.catalog;

import io.gristmill.recipe.Recipe;
import io.gristmill.recipe.prompt.PromptFile;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A recipe that users can name. Its settings are the block of its name in reference.conf.
 *
 * @param description one line for help
 * @param needsSeeds whether it starts from seed tasks; others work on the rows of a table
 * @param prompts the prompts it needs, each replaceable
 * @param factory makes it; what is wrong is noted, and the caller throws before anything is asked
 */
public record RecipeKind(
    String name,
    String description,
    boolean needsSeeds,
    List<PromptFile> prompts,
    Function<RecipeInputs, Recipe> factory) {

  public RecipeKind {
    prompts = List.copyOf(prompts);
  }

  public Recipe create(RecipeInputs inputs) {
    return factory.apply(inputs);
  }

  /** A line for each prompt: its key, its default file, its placeholders. */
  public String promptHelp() {
    return prompts.stream()
        .map(
            prompt ->
                "%s.prompts.%s = conf/prompts/%s; placeholders: %s"
                    .formatted(
                        name, prompt.key(), prompt.fileName(), prompt.placeholders().written()))
        .collect(Collectors.joining("\n"));
  }
}
