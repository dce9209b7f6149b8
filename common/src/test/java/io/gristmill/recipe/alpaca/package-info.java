/** Tests of {@code io.gristmill.recipe.alpaca}. */
@NullMarked
package io.gristmill.recipe.alpaca;

import org.jspecify.annotations.NullMarked;
