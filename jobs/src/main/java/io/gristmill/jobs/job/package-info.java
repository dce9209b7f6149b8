/**
 * The framework of jobs: {@link io.gristmill.jobs.job.Stage} (examples in, examples and rejects
 * out), the {@code Pipeline} that runs stages in order and skips finished ones, the run directory
 * and its lock, the Spark session and the progress display. Depends on no stage.
 */
@NullMarked
package io.gristmill.jobs.job;

import org.jspecify.annotations.NullMarked;
