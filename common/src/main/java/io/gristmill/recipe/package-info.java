/**
 * Recipes: how instruction data is made by asking a model. A recipe is pure. It makes requests from
 * records and reads answers into records or a reason, and knows nothing of servers, stores,
 * budgets, retries or Spark. Start at {@link io.gristmill.recipe.Exchange} (how one talks to a
 * model) and {@link io.gristmill.recipe.PoolRecipe}. Prompts are {@link
 * io.gristmill.recipe.prompt.PromptTemplate}s, files of {@code conf/prompts}. May use {@code llm}
 * (what is asked and answered, not the servers), {@code record}, {@code text}, {@code quality},
 * {@code random}, {@code config} and {@code check}.
 */
@NullMarked
package io.gristmill.recipe;

import org.jspecify.annotations.NullMarked;
