/** The progress display: work units, estimates of the remaining time, bars and log lines. */
@NullMarked
package io.gristmill.jobs.progress;

import org.jspecify.annotations.NullMarked;
