/**
 * Asking a language model from Spark tasks: {@link io.gristmill.jobs.llm.ModelService} on the
 * driver, {@link io.gristmill.jobs.llm.ModelClient} in a task. Keeps every answer in the response
 * store, shares one budget among all executors, stops the run with a reason. Knows no recipe. May
 * use {@code job}, {@code io} and common's {@code llm} and {@code rehearsal}.
 */
@NullMarked
package io.gristmill.jobs.llm;

import org.jspecify.annotations.NullMarked;
