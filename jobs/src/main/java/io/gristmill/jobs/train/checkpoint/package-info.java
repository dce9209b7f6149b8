/**
 * Checkpoints on disk: {@link io.gristmill.jobs.train.checkpoint.Checkpoints} writes them
 * atomically and finds the last one.
 */
@NullMarked
package io.gristmill.jobs.train.checkpoint;

import org.jspecify.annotations.NullMarked;
