/**
 * Rewrites one field of a record by a prompt. Start at {@link io.gristmill.recipe.rewrite.Rewrite}.
 */
@NullMarked
package io.gristmill.recipe.rewrite;

import org.jspecify.annotations.NullMarked;
