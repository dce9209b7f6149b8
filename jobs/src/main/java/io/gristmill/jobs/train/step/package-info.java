/**
 * One step of training, of whatever kind: {@link io.gristmill.jobs.train.step.SftStep} puts
 * batches, model and optimiser together.
 */
@NullMarked
package io.gristmill.jobs.train.step;

import org.jspecify.annotations.NullMarked;
