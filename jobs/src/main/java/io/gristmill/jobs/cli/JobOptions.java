package io.gristmill.jobs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that commands with settings share; a command removes those it has no use for. */
@Command(sortOptions = false)
final class JobOptions {

  private static final String INPUT = "--input";

  @Parameters(
      arity = "0..*",
      paramLabel = "ARGUMENT",
      description =
          "Inputs, and settings as KEY=VALUE with a full key or a key of the job's block.")
  List<String> arguments = new ArrayList<>();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Read settings from a HOCON file.")
  @Nullable Path config;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Set one setting, like a bare KEY=VALUE; overrides --config.")
  List<String> assignments = new ArrayList<>();

  @Option(
      names = "--print-config",
      description = "Print all effective settings with their comments, then exit.")
  boolean printConfig;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log at level info and print stack traces.")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only the summary and errors, no progress or warnings.")
  boolean quiet;

  @Option(
      names = {"-h", "--help", JobHelp.ALL},
      usageHelp = true,
      description = "Show this page; --help-all adds every setting with its comment.")
  boolean help;

  @Option(
      names = {"-i", INPUT},
      paramLabel = "PATH",
      arity = "1..*",
      description = "Input files, directories or globs; sample: is the sample data.")
  List<String> inputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Output directory.")
  @Nullable String output;

  @Option(
      names = "--overwrite",
      description = "Replace the result of another run in the output directory.")
  boolean overwrite;

  @Option(
      names = "--dry-run",
      description = "Check settings, input and output, then exit without writing.")
  boolean dryRun;

  /** Removes the options for inputs and outputs. */
  static void removePaths(CommandSpec command) {
    removeRun(command);
    command.remove(command.findOption(INPUT)).remove(command.findOption("--output"));
  }

  /** Removes the options for run directories. */
  static void removeRun(CommandSpec command) {
    command.remove(command.findOption("--overwrite")).remove(command.findOption("--dry-run"));
  }

  /** Whether a command has the options for inputs and outputs. */
  static boolean hasPaths(CommandSpec command) {
    return command.findOption(INPUT) != null;
  }
}
