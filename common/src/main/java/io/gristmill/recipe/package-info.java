/**
 * Recipes: methods of generating instruction data with a model. A recipe is pure: it builds
 * requests from records and parses answers into records or rejections, and is independent of
 * servers, stores, budgets, retries and Spark. Start at {@link io.gristmill.recipe.Exchange} (a
 * dialogue with a model) and {@link io.gristmill.recipe.PoolRecipe}. Prompts are {@link
 * io.gristmill.recipe.prompt.PromptTemplate}s in {@code conf/prompts}. May use {@code llm}
 * (requests and answers, not the servers), {@code record}, {@code text}, {@code quality}, {@code
 * metric}, {@code random}, {@code config} and {@code check}.
 *
 * <p>There are two kinds. A {@link io.gristmill.recipe.PoolRecipe} generates new instructions:
 * self-instruct, alpaca, simple, and magpie, whose prompts have no few-shot tasks. A {@link
 * io.gristmill.recipe.RowRecipe} derives records from one record in a single exchange of any number
 * of steps: evol-instruct, reflect, rewrite, preferences. Different records therefore never wait
 * for each other.
 */
@NullMarked
package io.gristmill.recipe;

import org.jspecify.annotations.NullMarked;
