package io.gristmill.recipe;

import io.gristmill.record.Example;

/** A recipe that makes records from each record of a table by itself. */
public non-sealed interface RowRecipe extends Recipe {

  /** The exchange for one record. Its candidates name the record as their parent. */
  Exchange of(Example example);
}
