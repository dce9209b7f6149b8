/**
 * The entry for Java, Scala and Python programs: {@link io.gristmill.jobs.CurationPipeline}. It
 * stands at the root of the packages because a user opens this page first; the packages below are
 * internals. The command line in {@code cli} builds its runs with the same {@code assembly}.
 */
@NullMarked
package io.gristmill.jobs;

import org.jspecify.annotations.NullMarked;
