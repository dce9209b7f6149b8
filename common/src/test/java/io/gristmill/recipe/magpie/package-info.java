/** Tests of {@code io.gristmill.recipe.magpie}. */
@NullMarked
package io.gristmill.recipe.magpie;

import org.jspecify.annotations.NullMarked;
