/** Tests of {@code io.gristmill.recipe.prompt}. */
@NullMarked
package io.gristmill.recipe.prompt;

import org.jspecify.annotations.NullMarked;
