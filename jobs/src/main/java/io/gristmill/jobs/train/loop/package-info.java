/**
 * From the first update to the last: {@link io.gristmill.jobs.train.loop.TrainingLoop} is the same
 * for every kind of training; {@link io.gristmill.jobs.train.loop.SftObjective} and {@link
 * io.gristmill.jobs.train.loop.DpoObjective} say what an update and an evaluation are. Knows
 * neither files nor settings.
 */
@NullMarked
package io.gristmill.jobs.train.loop;

import org.jspecify.annotations.NullMarked;
