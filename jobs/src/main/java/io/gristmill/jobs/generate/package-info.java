/**
 * Makes instruction data by asking a model. Start at {@link io.gristmill.jobs.generate.PoolStage}.
 * The recipes ({@code io.gristmill.recipe}) say what is asked and what an answer means; the calls
 * ({@code io.gristmill.jobs.llm}) keep answers, budget and retries; here is how exchanges are
 * spread over tasks, and the rounds.
 *
 * <p>A round is a few Spark jobs, each written to a folder of the round: the prompts and their
 * candidates, the judgement of novelty against the pool as it was when the round began and against
 * the candidates before, the completion of what was accepted, and the tables of the round. A round
 * that is done is published by one rename, so a later attempt goes on with the next one; a round
 * that is not is done again, from stored answers as far as they go.
 *
 * <p>The size of a round follows from counts of the rounds before it alone, so equal settings, seed
 * and answers give equal bytes whatever ran when and where. Each exchange is run by one thread;
 * equal prompts of a round meet in one task, so that nobody asks twice at the same time.
 */
@NullMarked
package io.gristmill.jobs.generate;

import org.jspecify.annotations.NullMarked;
