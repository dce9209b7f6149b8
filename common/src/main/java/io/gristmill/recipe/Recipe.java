package io.gristmill.recipe;

import java.io.Serializable;

/**
 * A way to make instruction data by asking a model. Pure and serializable: templates and seed tasks
 * are inside, so that an executor needs no file.
 */
public sealed interface Recipe extends Serializable permits PoolRecipe, RowRecipe {

  /** The name in settings and in the column {@code recipe}, for example {@code self-instruct}. */
  String name();
}
