package io.gristmill.recipe.catalog;

import io.gristmill.recipe.Recipe;
import io.gristmill.recipe.prompt.PromptFile;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A recipe that can be selected by name. Its settings are the block of that name in reference.conf.
 *
 * @param description one line for the help
 * @param start data that it starts from
 * @param prompts its prompts, each replaceable by the user
 * @param factory creates it and collects problems; the caller throws before any request is sent
 */
public record RecipeKind(
    String name,
    String description,
    Start start,
    List<PromptFile> prompts,
    Function<RecipeInputs, Recipe> factory) {

  /** Data that a recipe starts from. */
  public enum Start {
    /** Seed tasks; the recipe grows a pool. */
    SEEDS,
    /** No data; the recipe grows a pool. */
    NOTHING,
    /** The rows of a table. */
    ROWS
  }

  public RecipeKind {
    prompts = List.copyOf(prompts);
  }

  public boolean needsRows() {
    return start == Start.ROWS;
  }

  public Recipe create(RecipeInputs inputs) {
    return factory.apply(inputs);
  }

  /** One line per prompt: key, default file and placeholders. */
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
