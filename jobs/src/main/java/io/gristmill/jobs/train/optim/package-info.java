/**
 * The optimizer: {@link io.gristmill.jobs.train.optim.AdamW} with its state, and {@link
 * io.gristmill.jobs.train.optim.LearningRateSchedule}. The package depends on {@code train.tensor},
 * not on DJL.
 */
@NullMarked
package io.gristmill.jobs.train.optim;

import org.jspecify.annotations.NullMarked;
