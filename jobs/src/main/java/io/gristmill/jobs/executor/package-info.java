/**
 * Training in a task of Spark, on a machine of the cluster that has a GPU: {@link
 * io.gristmill.jobs.executor.ExecutorTraining} asks for it by a resource profile and waits, {@code
 * TrainingTask} is what runs there. The two meet in the run directory and in the task's report. May
 * use {@code train} and {@code job}.
 */
@NullMarked
package io.gristmill.jobs.executor;

import org.jspecify.annotations.NullMarked;
