/** Tests of {@code io.gristmill.recipe.simple}. */
@NullMarked
package io.gristmill.recipe.simple;

import org.jspecify.annotations.NullMarked;
