/**
 * Magpie (Xu et al. 2024): an aligned model completes an empty user turn with an instruction and
 * then answers it. Start at {@link io.gristmill.recipe.magpie.Magpie}; {@link
 * io.gristmill.recipe.magpie.TurnTemplate} holds the chat templates.
 *
 * <p>Magpie grows a pool like the recipes with seed tasks, except that its prompts show no tasks:
 * rounds, filters, novelty and num-rows work alike. All prompts of a job are equal; the sample
 * number distinguishes them.
 */
@NullMarked
package io.gristmill.recipe.magpie;

import org.jspecify.annotations.NullMarked;
