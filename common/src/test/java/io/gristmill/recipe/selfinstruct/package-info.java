/** Tests of {@code io.gristmill.recipe.selfinstruct}. */
@NullMarked
package io.gristmill.recipe.selfinstruct;

import org.jspecify.annotations.NullMarked;
