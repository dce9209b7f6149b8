package io.gristmill.jobs.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Normalizes the spelling of command-line options and refuses values that picocli misreads. */
final class CommandArguments {

  private CommandArguments() {}

  /**
   * Replaces underscores in option names by hyphens if the result is an option of the job.
   *
   * @throws CommandLine.ParameterException if a flag is followed by a wrong or a second value
   */
  static String[] normalized(CommandLine program, String[] arguments) {
    CommandLine job =
        Arrays.stream(arguments)
            .filter(program.getSubcommands()::containsKey)
            .findFirst()
            .map(program.getSubcommands()::get)
            .orElse(program);
    String[] normalized =
        Arrays.stream(arguments).map(argument -> normalized(job, argument)).toArray(String[]::new);
    SettingFlags.checkValues(job, List.of(normalized));
    return normalized;
  }

  private static String normalized(CommandLine job, String argument) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    String hyphens = name.replace('_', '-');
    boolean known = job.getCommandSpec().findOption(hyphens) != null;
    return name.startsWith("--") && known ? hyphens + argument.substring(name.length()) : argument;
  }
}
