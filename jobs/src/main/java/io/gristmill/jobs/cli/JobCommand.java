package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.job.Progress;
import io.gristmill.jobs.job.Run;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all jobs have in common on the command line. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    optionListHeading = "%nOptions:%n")
abstract class JobCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--input",
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files, folders or globs to read; may be given several times.")
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--output", paramLabel = "DIR", description = "The run directory to make.")
  private @Nullable String output;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings in HOCON.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; wins over --config. May be given several times.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the tables: parquet (default) or jsonl.")
  private @Nullable String format;

  @Option(
      names = "--overwrite",
      description = "Replace another run's result in the run directory, once the new one is done.")
  private boolean overwrite;

  @Option(
      names = "--dry-run",
      description = "Check the settings and look at the input, write nothing.")
  private boolean dryRun;

  @Option(names = "--print-config", description = "Print all settings as they would apply.")
  private boolean printConfig;

  /** The stages after {@code ingest}. */
  abstract List<String> stages(Settings settings, Problems problems);

  /** Settings that the job's own options stand for, as {@code key=value}. */
  List<String> ownAssignments() {
    return List.of();
  }

  /** What {@code --format} sets. */
  String formatAssignment(String format) {
    return "run.format=" + quoted(format);
  }

  @Override
  public final Integer call() {
    Problems problems = new Problems();
    Settings settings = Settings.load(config, assignments(), problems);
    if (printConfig) {
      problems.throwIfAny();
      print(settings.render());
      return ExitCode.DONE.code();
    }
    RunRequest request =
        RunRequest.read(spec.name(), stages(settings, problems), overwrite, settings, problems);
    problems.throwIfAny();
    PlannedRun planned = request.plan();
    if (dryRun) {
      print(planned.describe());
      return ExitCode.DONE.code();
    }
    try (Progress progress = new Progress(System.err, System.console() != null && isTerminal())) {
      Run.Result outcome = planned.run().execute(progress);
      progress.close();
      print(Summary.of(outcome));
    }
    return ExitCode.DONE.code();
  }

  private List<String> assignments() {
    List<String> all = new ArrayList<>(assignments);
    all.addAll(ownAssignments());
    if (!inputs.isEmpty()) {
      all.add("run.input=" + list(inputs));
    }
    if (output != null) {
      all.add("run.output=" + quoted(output));
    }
    if (format != null) {
      all.add(formatAssignment(format));
    }
    return all;
  }

  static boolean isTerminal() {
    String term = System.getenv("TERM");
    return term != null && !term.equals("dumb") && System.getenv("CI") == null;
  }

  static String list(List<String> values) {
    return "[" + String.join(",", values.stream().map(JobCommand::quoted).toList()) + "]";
  }

  static String quoted(String value) {
    return com.typesafe.config.ConfigUtil.quoteString(value);
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
    if (out.checkError()) {
      throw new UserException(ExitCode.OUTPUT, "standard output is closed");
    }
  }
}
