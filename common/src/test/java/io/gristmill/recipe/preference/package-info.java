/** Tests of {@code io.gristmill.recipe.preference}. */
@NullMarked
package io.gristmill.recipe.preference;

import org.jspecify.annotations.NullMarked;
