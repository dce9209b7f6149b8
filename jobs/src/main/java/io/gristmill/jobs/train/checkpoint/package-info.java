/**
 * A training that stands still on the disk: {@link io.gristmill.jobs.train.checkpoint.Checkpoints}
 * writes it whole or not at all, and finds the last one again.
 */
@NullMarked
package io.gristmill.jobs.train.checkpoint;

import org.jspecify.annotations.NullMarked;
