package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.train.run.TrainingJob;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;

/** The program {@code gristmill} with one subcommand for each job. */
@Command(
    name = "gristmill",
    description = "Generates, cleans and shapes instruction-tuning data on Spark and trains on it.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "JOB",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "",
    footer = {
      "",
      "gristmill help JOB shows a job's usage, examples, options and settings.",
      "Options of spark-submit (--master, --deploy-mode, --conf, --packages, --properties-file,",
      "--driver-memory, ...) may appear anywhere on the command line and go to Spark.",
      "",
      "Exit codes:",
      "  0 done, 64 wrong usage, 65 unusable input, 69 service unavailable, 70 internal error,",
      "  73 output not writable, 75 temporary failure (repeat; resumes), 78 wrong setting,",
      "  80 quality gate failed, 81 budget used up"
    })
public final class Main implements Runnable {

  /** The system property that log4j2.properties reads. */
  private static final String LOG_LEVEL = "gristmill.log.level";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a job is missing; gristmill --help lists all");
  }

  /** Runs the program; returns normally on success, as cluster managers require of a driver. */
  public static void main(String[] arguments) {
    setLogLevel(List.of(arguments));
    int code = execute(arguments);
    if (code != ExitCode.DONE.code()) {
      System.exit(code);
    }
  }

  /** Runs the program in this JVM and returns its exit code. */
  public static int execute(String... arguments) {
    CommandLine program = commandLine();
    try {
      return program.execute(CommandArguments.normalized(program, arguments));
    } catch (CommandLine.ParameterException wrongUsage) {
      return Failures.usage(wrongUsage, arguments);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError failure) {
      return Failures.report(new IllegalStateException(failure), program, null);
    }
  }

  /** The program with all its jobs, their flags and their help. */
  static CommandLine commandLine() {
    CommandLine program = new CommandLine(new Main());
    JobPages.all().forEach((job, page) -> program.addSubcommand(job, command(job, page)));
    program
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setOut(utf8(System.out))
        .setErr(utf8(System.err))
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::report)
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> JobList.text());
    return program;
  }

  /** The command of a job, with its flags and its help. */
  private static CommandLine command(String job, JobPage page) {
    CommandLine command = new CommandLine(program(job));
    CommandSpec spec = command.getCommandSpec().name(job);
    spec.usageMessage().description(page.description().toArray(new String[0]));
    switch (job) {
      case PlanCommand.NAME, RehearsalServerCommand.NAME -> JobOptions.removePaths(spec);
      case TokenizerCommand.NAME -> JobOptions.removeRun(spec);
      default -> {} // has all options
    }
    SettingFlags.addTo(spec);
    JobHelp.addTo(command, page);
    return command;
  }

  private static Object program(String job) {
    return switch (job) {
      case PlanCommand.NAME -> new PlanCommand();
      case RehearsalServerCommand.NAME -> new RehearsalServerCommand();
      case TokenizerCommand.NAME -> new TokenizerCommand();
      case TrainingJob.SFT, TrainingJob.DPO -> new TrainingCommand();
      case "datasets" -> new DatasetsCommand();
      case CompletionCommand.NAME -> new CompletionCommand();
      case HelpCommand.NAME -> new HelpCommand();
      default -> new JobCommand();
    };
  }

  /** Sets the log level; must run before the first logger is created. */
  static void setLogLevel(List<String> arguments) {
    if (arguments.contains("-v") || arguments.contains("--verbose")) {
      System.setProperty(LOG_LEVEL, "info");
    } else if (arguments.contains("-q") || arguments.contains("--quiet")) {
      System.setProperty(LOG_LEVEL, "error");
    }
  }

  /** A UTF-8 writer in every locale, because {@code --config} reads files as UTF-8. */
  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"gristmill " + Run.VERSION};
    }
  }
}
