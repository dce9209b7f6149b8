/** Tests of the stage that drops rows overlapping with benchmarks. */
@NullMarked
package io.gristmill.jobs.decontaminate;

import org.jspecify.annotations.NullMarked;
