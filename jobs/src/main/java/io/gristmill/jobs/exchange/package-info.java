/**
 * Runs exchanges with a model in Spark tasks. Start at {@link
 * io.gristmill.jobs.exchange.ModelSetup}, which opens the model of a stage, and {@link
 * io.gristmill.jobs.exchange.ExchangeTask}, which runs the exchanges of rows concurrently.
 * Exchanges ({@code io.gristmill.recipe}) define requests and parse answers; {@code
 * io.gristmill.jobs.llm} makes the calls within the budget and stores the answers. Independent of
 * stages.
 */
@NullMarked
package io.gristmill.jobs.exchange;

import org.jspecify.annotations.NullMarked;
