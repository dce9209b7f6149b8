/**
 * Measures the kernels on any data file: {@link io.gristmill.bench.Kernels} under JMH, {@link
 * io.gristmill.bench.KernelProcess} as one process without Spark, against which a Spark job's
 * processor time is held. {@link io.gristmill.bench.Recombine} enlarges real data. Times differ
 * from run to run; the work counted (visits, survivors, pairs) does not, and a measurement whose
 * counts change stops.
 */
@NullMarked
package io.gristmill.bench;

import org.jspecify.annotations.NullMarked;
