/**
 * A training from its settings to a model directory. {@link
 * io.gristmill.jobs.train.run.TrainingJob} is the entry point of the commands, {@code
 * TrainingConfig} holds the settings, {@code ModelSource} the initial model, {@code TrainingRun}
 * runs one training, {@code Sft} and {@code Dpo} read the data of a method and create its
 * objective. The run directory is in the subpackage {@code directory}.
 */
@NullMarked
package io.gristmill.jobs.train.run;

import org.jspecify.annotations.NullMarked;
