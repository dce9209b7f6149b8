package io.gristmill.jobs.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gristmill help JOB}: the same as {@code gristmill JOB --help}. */
@Command(mixinStandardHelpOptions = true)
final class HelpCommand implements Runnable {

  static final String NAME = "help";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "JOB", arity = "0..1", description = "A job.")
  private @Nullable String job;

  @Override
  public void run() {
    CommandLine program = spec.root().commandLine();
    find(program).usage(program.getOut());
  }

  private CommandLine find(CommandLine program) {
    if (job == null) {
      return program;
    }
    CommandLine shown = program.getSubcommands().get(job);
    if (shown == null) {
      throw new ParameterException(spec.commandLine(), Failures.unknownJob(program, job));
    }
    return shown;
  }
}
