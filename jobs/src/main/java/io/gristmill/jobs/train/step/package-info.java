/**
 * One optimizer step: {@link io.gristmill.jobs.train.step.SftStep} for supervised fine-tuning,
 * {@link io.gristmill.jobs.train.step.DpoStep} for preferences. Each sums the gradients of its
 * micro-batches with a {@link io.gristmill.jobs.train.step.GradientAccumulator} and updates the
 * weights.
 */
@NullMarked
package io.gristmill.jobs.train.step;

import org.jspecify.annotations.NullMarked;
