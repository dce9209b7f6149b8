/**
 * The training loop: {@link io.gristmill.jobs.train.loop.TrainingLoop} is the same for every
 * method; {@link io.gristmill.jobs.train.loop.SftObjective} and {@link
 * io.gristmill.jobs.train.loop.DpoObjective} implement a step and an evaluation with {@link
 * io.gristmill.jobs.train.loop.SftStep} and {@link io.gristmill.jobs.train.loop.DpoStep}, which sum
 * the gradients of micro-batches and update the weights with {@link
 * io.gristmill.jobs.train.loop.AdamW}. Depends on neither files nor settings.
 */
@NullMarked
package io.gristmill.jobs.train.loop;

import org.jspecify.annotations.NullMarked;
