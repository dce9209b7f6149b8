package io.gristmill.jobs.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options of commands that write a run directory. */
@Command(sortOptions = false)
final class RunOptions {

  @Option(
      names = "--overwrite",
      description = "Replace the result of another run in the output directory.")
  private boolean overwrite;

  @Option(
      names = "--dry-run",
      description = "Check settings, input and output, then exit without writing.")
  private boolean dryRun;

  boolean overwrite() {
    return overwrite;
  }

  boolean dryRun() {
    return dryRun;
  }
}
