/**
 * Settings of a training, read once into records: {@link
 * io.gristmill.jobs.train.run.settings.TrainingConfig} holds a whole block.
 */
@NullMarked
package io.gristmill.jobs.train.run.settings;

import org.jspecify.annotations.NullMarked;
