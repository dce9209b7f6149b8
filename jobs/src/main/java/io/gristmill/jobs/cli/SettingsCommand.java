package io.gristmill.jobs.cli;

import com.typesafe.config.ConfigUtil;
import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.assembly.SampleData;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command with settings. Later sources override earlier ones: the file of {@code --config},
 * {@code --set}, bare {@code KEY=VALUE}, flags, inputs and output.
 *
 * <p>A bare argument of the form {@code KEY=VALUE} is a setting; its key must be known. Every other
 * argument is an input, and so is {@code KEY=VALUE} if a file of that name exists or a slash
 * precedes the equals sign ({@code ./KEY=VALUE}).
 */
@Command(sortOptions = false)
abstract class SettingsCommand implements Callable<Integer> {

  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z][\\w.-]*=.*", Pattern.DOTALL);

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin JobOptions options = new JobOptions();

  /** Runs the command; keys are checked, values are not. */
  abstract int run(Settings settings, Problems problems) throws Exception;

  /** The block whose keys need no block name on the command line. */
  String block() {
    return spec.name();
  }

  @Override
  public final Integer call() throws Exception {
    Problems problems = new Problems();
    List<String> assignments = assignments(problems);
    Settings settings = Settings.load(options.config, assignments, block(), problems);
    settings = SampleData.resolve(settings);
    if (options.printConfig) {
      problems.throwIfAny();
      print(settings.render());
      return ExitCode.DONE.code();
    }
    return run(settings, problems);
  }

  private List<String> assignments(Problems problems) {
    List<String> inputs = new ArrayList<>();
    List<String> all = new ArrayList<>(options.assignments);
    sort(options.inputs, inputs, all, problems);
    sort(options.arguments, inputs, all, problems);
    all.addAll(SettingFlags.assignments(spec));
    if (!inputs.isEmpty()) {
      if (!JobOptions.hasPaths(spec)) {
        throw new ParameterException(
            spec.commandLine(),
            spec.name()
                + " accepts no input, was \""
                + inputs.get(0)
                + "\"; settings are KEY=VALUE");
      }
      all.add("run.input=" + Settings.list(inputs));
    }
    if (options.output != null) {
      all.add("run.output=" + ConfigUtil.quoteString(options.output));
    }
    return all;
  }

  private void sort(
      List<String> arguments, List<String> inputs, List<String> assignments, Problems problems) {
    for (String argument : arguments) {
      if (InputPaths.exists(argument)) {
        inputs.add(argument);
      } else if (Settings.isAssignment(argument, block())) {
        assignments.add(argument);
      } else if (ASSIGNMENT.matcher(argument).matches()) {
        problems.add(
            "%s: unknown key (and no such file); --print-config lists all keys",
            argument.substring(0, argument.indexOf('=')));
      } else {
        inputs.add(argument);
      }
    }
  }

  /** Whether the terminal can redraw a progress bar in place. */
  static boolean isTerminal() {
    String term = System.getenv("TERM");
    return System.console() != null
        && term != null
        && !term.equals("dumb")
        && System.getenv("CI") == null;
  }

  void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
    if (out.checkError()) {
      throw new UserException(ExitCode.OUTPUT, "standard output is closed");
    }
  }
}
