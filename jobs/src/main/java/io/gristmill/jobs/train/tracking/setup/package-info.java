/**
 * All watchers of a training together: {@link io.gristmill.jobs.train.tracking.setup.MetricLoggers}
 * is what a training is given.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.setup;

import org.jspecify.annotations.NullMarked;
