/** Helpers for the code inside Spark tasks: memory, threads, devices, facts and failures. */
@NullMarked
package io.gristmill.jobs.task;

import org.jspecify.annotations.NullMarked;
