/**
 * What a training tells the person who watches it: {@link
 * io.gristmill.jobs.train.tracking.TrainingCallback} is told of numbers and samples as they come;
 * {@code setup.Watchers} is the one that passes them to all {@link
 * io.gristmill.jobs.train.tracking.MetricLogger}s, of which each has a package below this one.
 * Knows neither tensors nor models.
 */
@NullMarked
package io.gristmill.jobs.train.tracking;

import org.jspecify.annotations.NullMarked;
