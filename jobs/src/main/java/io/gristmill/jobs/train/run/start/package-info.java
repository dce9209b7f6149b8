/**
 * What a training begins with: {@link io.gristmill.jobs.train.run.start.ModelSource} is a model of
 * a directory or from scratch, {@link io.gristmill.jobs.train.run.start.ThreadPlan} the threads to
 * work on it.
 */
@NullMarked
package io.gristmill.jobs.train.run.start;

import org.jspecify.annotations.NullMarked;
