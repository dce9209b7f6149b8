/**
 * What a training leaves: {@link io.gristmill.jobs.train.run.directory.TrainingDirectory} says
 * whose a folder is and what lies in it.
 */
@NullMarked
package io.gristmill.jobs.train.run.directory;

import org.jspecify.annotations.NullMarked;
