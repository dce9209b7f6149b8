/** Tests of {@code io.gristmill.recipe.rewrite}. */
@NullMarked
package io.gristmill.recipe.rewrite;

import org.jspecify.annotations.NullMarked;
