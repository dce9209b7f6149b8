/**
 * A training from its settings to a model directory. {@link io.gristmill.jobs.train.run.SftTask}
 * and {@link io.gristmill.jobs.train.run.DpoTask} are where to begin; {@link
 * io.gristmill.jobs.train.run.TrainingRun} is what they share.
 */
@NullMarked
package io.gristmill.jobs.train.run;

import org.jspecify.annotations.NullMarked;
