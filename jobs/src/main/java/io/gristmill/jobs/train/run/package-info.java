/**
 * A training from its settings to a model directory. {@link
 * io.gristmill.jobs.train.run.TrainingJob} is the entry point of the commands, {@code TrainingRun}
 * runs one training, {@code Sft} and {@code Dpo} read the data of a method and create its
 * objective. The subpackages hold settings ({@code settings}), initialization ({@code start}) and
 * the run directory ({@code directory}).
 */
@NullMarked
package io.gristmill.jobs.train.run;

import org.jspecify.annotations.NullMarked;
