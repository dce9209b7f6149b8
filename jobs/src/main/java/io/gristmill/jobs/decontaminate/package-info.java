/**
 * Drops rows that repeat a part of an evaluation set. Start at {@link
 * io.gristmill.jobs.decontaminate.DecontaminateStage}; what counts as a repetition is in {@code
 * io.gristmill.contamination}. The evaluation sets are read on the driver and sent to every
 * executor: they are benchmarks, not data, and their index is some 30 bytes an n-gram.
 */
@NullMarked
package io.gristmill.jobs.decontaminate;

import org.jspecify.annotations.NullMarked;
