/**
 * Runs the stages of a run in order, skips finished ones and publishes the result: the run
 * directory, data set versions and the Spark session. Depends on no stage.
 */
@NullMarked
package io.gristmill.jobs.pipeline;

import org.jspecify.annotations.NullMarked;
