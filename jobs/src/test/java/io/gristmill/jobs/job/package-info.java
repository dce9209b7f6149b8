/** Tests of runs: what is published, in which bytes, and what a rerun does. */
@NullMarked
package io.gristmill.jobs.job;

import org.jspecify.annotations.NullMarked;
