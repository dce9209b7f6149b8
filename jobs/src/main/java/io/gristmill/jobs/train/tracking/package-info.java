/**
 * Tracking of a training: the loop reports metrics and samples to a {@link
 * io.gristmill.jobs.train.tracking.TrainingCallback}; {@code setup.MetricLoggers} passes them on to
 * all {@link io.gristmill.jobs.train.tracking.MetricLogger}s, each of which has a package below
 * this one. Depends on neither tensors nor models.
 */
@NullMarked
package io.gristmill.jobs.train.tracking;

import org.jspecify.annotations.NullMarked;
