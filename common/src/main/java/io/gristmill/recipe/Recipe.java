package io.gristmill.recipe;

import java.io.Serializable;

/**
 * A method of generating instruction data with a model. Recipes are pure and serializable; they
 * contain their prompt templates and seed tasks, so executors need no files.
 */
public sealed interface Recipe extends Serializable permits PoolRecipe, RowRecipe {

  /** Name in the settings and in column {@code recipe}, for example {@code self-instruct}. */
  String name();
}
