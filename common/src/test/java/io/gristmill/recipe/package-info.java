/** Tests of {@code io.gristmill.recipe}. */
@NullMarked
package io.gristmill.recipe;

import org.jspecify.annotations.NullMarked;
