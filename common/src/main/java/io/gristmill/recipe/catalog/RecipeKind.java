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
 * @param start what it starts from
 * @param prompts the prompts it needs, each replaceable
 * @param factory makes it; what is wrong is noted, and the caller throws before anything is asked
 */
public record RecipeKind(
    String name,
    String description,
    Start start,
    List<PromptFile> prompts,
    Function<RecipeInputs, Recipe> factory) {

  /** What a recipe starts from. */
  public enum Start {
    /** Seed tasks; it grows a pool. */
    SEEDS,
    /** Nothing but the model; it grows a pool. */
    NOTHING,
    /** The rows of a table. */
    ROWS
  }

  public RecipeKind {
    prompts = List.copyOf(prompts);
  }

  public boolean needsSeeds() {
    return start == Start.SEEDS;
  }

  public boolean needsRows() {
    return start == Start.ROWS;
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
