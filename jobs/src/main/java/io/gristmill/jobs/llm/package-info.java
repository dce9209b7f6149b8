/**
 * Calls to a language model from Spark tasks. {@link io.gristmill.jobs.llm.ModelSetup} opens the
 * model of a stage, {@link io.gristmill.jobs.llm.ModelService} on the driver; {@link
 * io.gristmill.jobs.llm.ExchangeTask} runs the exchanges of rows ({@code io.gristmill.recipe})
 * concurrently through {@link io.gristmill.jobs.llm.ModelClient}. Stores every answer in the
 * response store, shares one budget among all executors and stops the run with a reason.
 * Independent of stages.
 */
@NullMarked
package io.gristmill.jobs.llm;

import org.jspecify.annotations.NullMarked;
