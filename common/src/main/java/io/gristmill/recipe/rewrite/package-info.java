/**
 * One field of a record rewritten by a prompt. Start at {@link
 * io.gristmill.recipe.rewrite.Rewrite}.
 */
@NullMarked
package io.gristmill.recipe.rewrite;

import org.jspecify.annotations.NullMarked;
