/**
 * What a training is told, read once into records: {@link
 * io.gristmill.jobs.train.run.settings.TrainingConfig} is the whole of a block.
 */
@NullMarked
package io.gristmill.jobs.train.run.settings;

import org.jspecify.annotations.NullMarked;
