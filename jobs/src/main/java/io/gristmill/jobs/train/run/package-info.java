/**
 * A training from its settings to a model directory. {@code Sft} and {@code Dpo} say what each kind
 * reads and learns; {@link io.gristmill.jobs.train.run.TrainingJob} is what the command line asks
 * for, {@code TrainingRun} the training itself. Its {@code settings}, what it begins with ({@code
 * start}) and what it leaves ({@code folder}) are in the packages below.
 */
@NullMarked
package io.gristmill.jobs.train.run;

import org.jspecify.annotations.NullMarked;
