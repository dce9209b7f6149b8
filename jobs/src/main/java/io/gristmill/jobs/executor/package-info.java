/**
 * Training in a Spark task on a machine of the cluster that has a GPU: {@link
 * io.gristmill.jobs.executor.ExecutorTraining} requests the executor with a resource profile and
 * waits; {@code TrainingTask} runs there. They communicate through the run directory and the task's
 * report.
 */
@NullMarked
package io.gristmill.jobs.executor;

import org.jspecify.annotations.NullMarked;
