/** Tests of {@code io.gristmill.recipe.catalog}. */
@NullMarked
package io.gristmill.recipe.catalog;

import org.jspecify.annotations.NullMarked;
