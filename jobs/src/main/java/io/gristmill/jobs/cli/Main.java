package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.jobs.job.Run;
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
      "gristmill JOB --help shows a job's options, settings and examples.",
      "Options of spark-submit (--master, --deploy-mode, --conf, --packages, --properties-file,",
      "--driver-memory, ...) may be anywhere on the launcher's line and go to Spark.",
      "",
      "Exit codes:",
      "  0 done, 64 wrong usage, 65 input unusable, 69 service down, 73 output not writable,",
      "  75 try again (resumes), 78 wrong setting, 80 gate refused, 81 budget reached, 70 defect"
    },
    subcommands = {
      GenerateCommand.class,
      PlanCommand.class,
      RespondCommand.class,
      RehearsalServerCommand.class,
      FilterCommand.class,
      NoveltyCommand.class,
      DedupCommand.class,
      DecontaminateCommand.class,
      IngestCommand.class,
      MixCommand.class,
      SplitCommand.class,
      ExportCommand.class,
      TokenizerCommand.class,
      TokenizeCommand.class,
      SftCommand.class,
      DpoCommand.class,
      ReferenceCommand.class,
      CurateCommand.class,
      DatasetsCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {

  /** Read by log4j2.properties. */
  private static final String LOG_LEVEL = "gristmill.log.level";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a job");
  }

  /** Runs the program; returns normally for success, as cluster managers expect of a driver. */
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
    } catch (OutOfMemoryError | StackOverflowError | LinkageError failure) {
      return Failures.report(new IllegalStateException(failure), program, null);
    }
  }

  /** The program with all its jobs, their flags and their help. */
  static CommandLine commandLine() {
    CommandLine program =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(100)
            .setOut(utf8(System.out))
            .setErr(utf8(System.err))
            .setParameterExceptionHandler(Failures::usage)
            .setExecutionExceptionHandler(Failures::report);
    program
        .getSubcommands()
        .values()
        .forEach(
            job -> {
              SettingFlags.addTo(job.getCommandSpec());
              JobHelp.addTo(job);
            });
    program
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> JobList.of(program));
    return program;
  }

  /** Before the first logger is made. */
  private static void setLogLevel(List<String> arguments) {
    if (arguments.contains("-v") || arguments.contains("--verbose")) {
      System.setProperty(LOG_LEVEL, "info");
    } else if (arguments.contains("-q") || arguments.contains("--quiet")) {
      System.setProperty(LOG_LEVEL, "error");
    }
  }

  /** UTF-8 in every locale, because the output of {@code --print-config} is read as UTF-8. */
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
