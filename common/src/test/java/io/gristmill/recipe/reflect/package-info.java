/** Tests of {@code io.gristmill.recipe.reflect}. */
@NullMarked
package io.gristmill.recipe.reflect;

import org.jspecify.annotations.NullMarked;
