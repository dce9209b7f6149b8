package io.gristmill.recipe;

import io.gristmill.record.Example;

/** A recipe that derives records from each record of a table independently. */
public non-sealed interface RowRecipe extends Recipe {

  /** Starts the exchange for a record, which becomes the parent of the candidates. */
  Exchange of(Example example);
}
