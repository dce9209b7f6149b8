/**
 * The command line. Start at {@link io.gristmill.jobs.cli.Main}; every subcommand is a list of
 * stages from {@link io.gristmill.jobs.cli.StageCatalog}. The only place that prints to standard
 * output and decides exit codes.
 */
@NullMarked
package io.gristmill.jobs.cli;

import org.jspecify.annotations.NullMarked;
