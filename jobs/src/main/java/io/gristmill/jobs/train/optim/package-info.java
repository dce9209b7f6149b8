/**
 * How weights follow gradients: {@link io.gristmill.jobs.train.optim.AdamW} with its state, {@link
 * io.gristmill.jobs.train.optim.LearningRateSchedule} for the learning rate. Knows tensors by
 * {@code train.tensor} alone.
 */
@NullMarked
package io.gristmill.jobs.train.optim;

import org.jspecify.annotations.NullMarked;
