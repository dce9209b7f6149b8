/**
 * Drops rows that overlap with a benchmark. Start at {@link
 * io.gristmill.jobs.decontaminate.DecontaminateStage}; the definition of an overlap is in {@code
 * io.gristmill.contamination}. Benchmarks are small (their index needs about 30 bytes per n-gram),
 * so the index is built on the driver and broadcast to the executors.
 */
@NullMarked
package io.gristmill.jobs.decontaminate;

import org.jspecify.annotations.NullMarked;
