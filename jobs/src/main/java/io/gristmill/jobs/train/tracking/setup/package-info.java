/**
 * All metric loggers of a training: {@link io.gristmill.jobs.train.tracking.setup.MetricLoggers}
 * passes events on to them.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.setup;

import org.jspecify.annotations.NullMarked;
