/**
 * Prompts as files: {@link io.gristmill.recipe.prompt.PromptTemplate} fills one, {@link
 * io.gristmill.recipe.prompt.PromptFile} finds the default or the user's own, {@link
 * io.gristmill.recipe.prompt.PromptForm} and {@link io.gristmill.recipe.prompt.SamplingSettings}
 * say how it is asked. Uses nothing of the recipes.
 */
@NullMarked
package io.gristmill.recipe.prompt;

import org.jspecify.annotations.NullMarked;
