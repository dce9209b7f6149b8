/** Tests of {@code io.gristmill.recipe.evol}. */
@NullMarked
package io.gristmill.recipe.evol;

import org.jspecify.annotations.NullMarked;
