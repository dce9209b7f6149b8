package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.jobs.job.Run;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code gristmill}: a subcommand a job. */
@Command(
    name = "gristmill",
    description = "Mills instruction-tuning data on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "JOB",
    commandListHeading = "%nJobs:%n",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0 done, 64 wrong usage, 65 input unusable, 69 service down, 73 output not writable,",
      "  75 try again (resumes), 78 wrong setting, 80 gate refused, 81 budget reached, 70 defect",
      "",
      "gristmill JOB --help lists a job's options and settings.",
      "Options of spark-submit (--master, --deploy-mode, --conf, --packages, --properties-file,",
      "--driver-memory, ...) stand anywhere on the launcher's line and go to Spark."
    },
    subcommands = {
      CurateCommand.class,
      GenerateCommand.class,
      PlanCommand.class,
      IngestCommand.class,
      FilterCommand.class,
      NoveltyCommand.class,
      DedupCommand.class,
      DecontaminateCommand.class,
      MixCommand.class,
      SplitCommand.class,
      ReferenceCommand.class,
      RespondCommand.class,
      ExportCommand.class,
      TokenizerCommand.class,
      TokenizeCommand.class,
      SftCommand.class,
      DpoCommand.class,
      DatasetsCommand.class,
      RehearsalServerCommand.class
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name a job.");
  }

  /** Runs the program; returns normally for success, as cluster managers expect of a driver. */
  public static void main(String[] arguments) {
    int code = execute(arguments);
    if (code != ExitCode.DONE.code()) {
      System.exit(code);
    }
  }

  /** Runs the program in this JVM and returns its exit code. */
  public static int execute(String... arguments) {
    CommandLine program =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(100)
            .setOut(utf8(System.out))
            .setErr(utf8(System.err))
            .setParameterExceptionHandler(Failures::usage)
            .setExecutionExceptionHandler(Failures::report);
    program.getSubcommands().values().forEach(SettingsHelp::addTo);
    try {
      return program.execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError failure) {
      return Failures.report(new IllegalStateException(failure), program, null);
    }
  }

  /** UTF-8 whatever the locale: what {@code --print-config} prints is read again as UTF-8. */
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
