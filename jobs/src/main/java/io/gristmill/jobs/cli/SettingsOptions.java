package io.gristmill.jobs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of commands with settings. */
@Command(sortOptions = false)
final class SettingsOptions {

  @Parameters(
      arity = "0..*",
      paramLabel = "ARGUMENT",
      description =
          "Inputs, and settings as KEY=VALUE with a full key or a key of the job's block.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Read settings from a HOCON file.")
  private @Nullable Path config;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Set one setting, like a bare KEY=VALUE; overrides --config.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--print-config",
      description = "Print all effective settings with their comments, then exit.")
  private boolean printConfig;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log at level info and print stack traces.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only the summary and errors, no progress or warnings.")
  private boolean quiet;

  @Option(
      names = {"-h", "--help", JobHelp.ALL},
      usageHelp = true,
      description = "Show this page; --help-all adds every setting with its comment.")
  private boolean help;

  List<String> arguments() {
    return arguments;
  }

  @Nullable Path config() {
    return config;
  }

  List<String> assignments() {
    return assignments;
  }

  boolean printConfig() {
    return printConfig;
  }

  boolean verbose() {
    return verbose;
  }

  boolean quiet() {
    return quiet;
  }
}
