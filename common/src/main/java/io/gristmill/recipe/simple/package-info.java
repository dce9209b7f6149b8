/**
 * A small Self-Instruct (seed document 004): one instruction a request, then one instance of it,
 * kept by length and by how few words it shares with earlier ones. Start at {@link
 * io.gristmill.recipe.simple.Simple}.
 */
@NullMarked
package io.gristmill.recipe.simple;

import org.jspecify.annotations.NullMarked;
