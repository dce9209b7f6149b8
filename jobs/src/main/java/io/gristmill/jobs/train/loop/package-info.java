/**
 * The training loop: {@link io.gristmill.jobs.train.loop.TrainingLoop} is the same for every
 * method; {@link io.gristmill.jobs.train.loop.SftObjective} and {@link
 * io.gristmill.jobs.train.loop.DpoObjective} implement a step and an evaluation. Depends on neither
 * files nor settings.
 */
@NullMarked
package io.gristmill.jobs.train.loop;

import org.jspecify.annotations.NullMarked;
