/**
 * Tests of the command line, run in this JVM through {@link io.gristmill.jobs.cli.CliRun}. Classes
 * named {@code *Test} never start Spark; those named {@code *IT} run jobs, each class in its own
 * JVM, because a job stops its session.
 */
@NullMarked
package io.gristmill.jobs.cli;

import org.jspecify.annotations.NullMarked;
