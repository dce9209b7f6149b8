/**
 * The command line. Start at {@link io.gristmill.jobs.cli.Main}; most jobs run a list of stages
 * from {@link io.gristmill.jobs.assembly.StageCatalog}. Only this package prints to standard output
 * and chooses exit codes.
 */
@NullMarked
package io.gristmill.jobs.cli;

import org.jspecify.annotations.NullMarked;
