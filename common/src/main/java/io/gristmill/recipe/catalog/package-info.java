/**
 * The recipes by name. Start at {@link io.gristmill.recipe.catalog.Recipes}; apart from {@code
 * recipe}, since it knows every one of them.
 */
@NullMarked
package io.gristmill.recipe.catalog;

import org.jspecify.annotations.NullMarked;
