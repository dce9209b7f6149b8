/**
 * Exchanges with a model, spread over tasks. Start at {@link
 * io.gristmill.jobs.exchange.ModelSetup}, which opens the model of a stage, and {@link
 * io.gristmill.jobs.exchange.ExchangeTask}, which runs the exchanges of rows, many at a time. What
 * is asked and what an answer means is said by whoever makes the exchange ({@code
 * io.gristmill.recipe}); the calls, their budget and the store of answers are {@code
 * io.gristmill.jobs.llm}'s. Knows no stage.
 */
@NullMarked
package io.gristmill.jobs.exchange;

import org.jspecify.annotations.NullMarked;
