/**
 * Initialization of a training: {@link io.gristmill.jobs.train.run.start.ModelSource} is a model
 * from a directory or from scratch, {@link io.gristmill.jobs.train.run.start.ThreadPlan} divides
 * the CPU work.
 */
@NullMarked
package io.gristmill.jobs.train.run.start;

import org.jspecify.annotations.NullMarked;
