/**
 * Measures the kernels on any data file: {@link io.gristmill.bench.Kernels} under JMH, {@link
 * io.gristmill.bench.KernelProcess} as one process without Spark, the baseline for the processor
 * time of a Spark job. {@link io.gristmill.bench.Recombine} enlarges real data. Times vary from run
 * to run; counts of work (visits, survivors, pairs) do not, and a measurement fails if its counts
 * change.
 */
@NullMarked
package io.gristmill.bench;

import org.jspecify.annotations.NullMarked;
