/**
 * Catalog of recipes by name. Start at {@link io.gristmill.recipe.catalog.Recipes}. Separate from
 * {@code recipe} because it depends on every recipe.
 */
@NullMarked
package io.gristmill.recipe.catalog;

import org.jspecify.annotations.NullMarked;
