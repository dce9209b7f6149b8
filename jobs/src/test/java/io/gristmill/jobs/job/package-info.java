/** Tests of runs, stages, run directories and progress. */
@NullMarked
package io.gristmill.jobs.job;

import org.jspecify.annotations.NullMarked;
