/**
 * A small variant of Self-Instruct: one instruction per request, then one input and output for it,
 * filtered by length and by Jaccard similarity of words. Start at {@link
 * io.gristmill.recipe.simple.Simple}.
 */
@NullMarked
package io.gristmill.recipe.simple;

import org.jspecify.annotations.NullMarked;
