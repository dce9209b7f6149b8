package io.gristmill.jobs.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a shell completion script, generated from the commands and their options. */
@Command(mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {

  static final String NAME = "completion";

  /** Supported shells. */
  enum Shell {
    BASH,
    ZSH
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  @Override
  public void run() {
    String script = AutoComplete.bash("gristmill", spec.root().commandLine());
    String header =
        shell == Shell.ZSH
            ? "autoload -U +X compinit && compinit\n"
            : ""; // the script itself loads bashcompinit
    spec.commandLine().getOut().println(header + script);
    spec.commandLine().getOut().flush();
  }
}
