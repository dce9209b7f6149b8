/**
 * Calls to a language model from Spark tasks: {@link io.gristmill.jobs.llm.ModelService} on the
 * driver, {@link io.gristmill.jobs.llm.ModelClient} in tasks. Stores every answer in the response
 * store, shares one budget among all executors and stops the run with a reason. Independent of
 * recipes. May use {@code job}, {@code io} and common's {@code llm} and {@code rehearsal}.
 */
@NullMarked
package io.gristmill.jobs.llm;

import org.jspecify.annotations.NullMarked;
