/**
 * The run directory of a training: {@link io.gristmill.jobs.train.run.directory.TrainingDirectory}
 * locks it and manages its contents, {@link io.gristmill.jobs.train.run.directory.Checkpoints}
 * writes checkpoints and finds the last one.
 */
@NullMarked
package io.gristmill.jobs.train.run.directory;

import org.jspecify.annotations.NullMarked;
