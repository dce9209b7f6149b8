/**
 * Recipes: how instruction data is made by asking a model. A recipe is pure. It makes requests from
 * records and reads answers into records or a reason, and knows nothing of servers, stores,
 * budgets, retries or Spark. Start at {@link io.gristmill.recipe.Exchange} (how one talks to a
 * model) and {@link io.gristmill.recipe.PoolRecipe}. Prompts are {@link
 * io.gristmill.recipe.prompt.PromptTemplate}s, files of {@code conf/prompts}. May use {@code llm}
 * (what is asked and answered, not the servers), {@code record}, {@code text}, {@code quality},
 * {@code metric}, {@code random}, {@code config} and {@code check}.
 *
 * <p>There are two kinds, and whoever runs them needs to know no more. A {@link
 * io.gristmill.recipe.PoolRecipe} makes instructions that must be new: self-instruct, alpaca,
 * simple, and magpie, whose prompts show nothing. A {@link io.gristmill.recipe.RowRecipe} makes
 * records from one record, in one exchange however many rounds it has: evol-instruct, reflect,
 * rewrite, preferences. So rounds of different records never wait for each other.
 */
@NullMarked
package io.gristmill.recipe;

import org.jspecify.annotations.NullMarked;
