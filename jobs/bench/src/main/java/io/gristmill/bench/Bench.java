package io.gristmill.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The Java commands of {@code jobs/bench/bench.sh}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {
      Kernels.class,
      KernelProcess.class,
      Recombine.class,
      PrintTexts.class,
      TrainSteps.class,
      GenerateTokens.class
    })
public final class Bench implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name a subcommand.");
  }

  public static void main(String[] arguments) {
    int code = new CommandLine(new Bench()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }
}
