/**
 * Magpie (Xu et al. 2024): an aligned model that is shown nothing but the beginning of a user's
 * turn makes up an instruction, which it is then asked. Start at {@link
 * io.gristmill.recipe.magpie.Magpie}; the model families' templates are {@link
 * io.gristmill.recipe.magpie.TurnTemplate}s.
 *
 * <p>It grows a pool like the recipes with seed tasks, only that its prompts show none: rounds,
 * filters, novelty and the number of instructions are those of every pool. All prompts of a job are
 * equal, so the number of the sample tells them apart.
 */
@NullMarked
package io.gristmill.recipe.magpie;

import org.jspecify.annotations.NullMarked;
