/**
 * Generates instruction data with a model. Start at {@link io.gristmill.jobs.generate.PoolStage}.
 * Recipes ({@code io.gristmill.recipe}) define requests and parse answers; {@code
 * io.gristmill.jobs.llm} handles calls, budget, retries and stored answers; this package runs the
 * rounds and distributes exchanges over tasks.
 *
 * <p>A round consists of a few Spark jobs, each with its output directory: prompts and candidates,
 * the novelty check against the pool at the start of the round and against earlier candidates, the
 * completion of accepted candidates, and the tables of the round. A finished round is published by
 * one rename, so a later attempt resumes with the next one; an unfinished round is repeated and
 * reuses stored answers.
 *
 * <p>The size of a round depends on counts of earlier rounds only, so equal settings, seed and
 * answers give equal bytes regardless of scheduling. Each exchange runs in one thread; equal
 * prompts of a round share a task, so that no request is sent twice at the same time.
 */
@NullMarked
package io.gristmill.jobs.generate;

import org.jspecify.annotations.NullMarked;
