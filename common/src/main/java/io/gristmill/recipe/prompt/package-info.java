/**
 * Prompt files: {@link io.gristmill.recipe.prompt.PromptTemplate} fills in placeholders, {@link
 * io.gristmill.recipe.prompt.PromptFile} loads the default or the user's file, {@link
 * io.gristmill.recipe.prompt.PromptForm} and {@link io.gristmill.recipe.prompt.SamplingSettings}
 * define how a prompt is sent. Independent of the recipes.
 */
@NullMarked
package io.gristmill.recipe.prompt;

import org.jspecify.annotations.NullMarked;
