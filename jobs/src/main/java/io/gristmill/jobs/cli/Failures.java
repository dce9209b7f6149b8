package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.config.NearestName;
import io.gristmill.config.OtherNames;
import io.gristmill.config.OtherNames.Section;
import io.gristmill.jobs.task.FailureReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Converts exceptions to messages and exit codes. A {@link UserException} prints no stack trace
 * unless {@code --verbose} is set.
 */
final class Failures {

  private Failures() {}

  static int usage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("gristmill: " + message(failure));
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE.code();
  }

  private static String message(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String first = unmatched.getUnmatched().get(0);
      if (first.startsWith("-")) {
        return OptionSuggestion.message(command.getCommandSpec(), first);
      }
      if (!command.getSubcommands().isEmpty()) {
        return unknownJob(command, first);
      }
      return command.getCommandName() + " does not take the argument \"" + first + "\"";
    }
    return String.valueOf(failure.getMessage());
  }

  /** The message for an unknown job, with the nearest known one. */
  static String unknownJob(CommandLine program, String name) {
    Set<String> jobs = program.getSubcommands().keySet();
    Optional<String> meant =
        OtherNames.target(Section.JOBS, name)
            .filter(jobs::contains)
            .or(() -> NearestName.of(name, jobs));
    return "unknown job \""
        + name
        + "\""
        + meant.map(job -> "; did you mean " + job + "?").orElse("; gristmill --help lists all");
  }

  static int report(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
    PrintWriter err = command.getErr();
    UserException known = FailureReason.userException(failure);
    if (known != null) {
      String.valueOf(known.getMessage()).lines().forEach(line -> err.println("gristmill: " + line));
      if (parsed != null && isVerbose(parsed)) {
        failure.printStackTrace(err);
      }
      err.flush();
      return known.exitCode().code();
    }
    return reportEnvironment(failure, err);
  }

  private static boolean isVerbose(ParseResult parsed) {
    return parsed.hasSubcommand()
        ? isVerbose(parsed.subcommand())
        : parsed.hasMatchedOption("--verbose");
  }

  /** Reports failures of the environment (memory, executors, permissions); others are defects. */
  private static int reportEnvironment(Exception failure, PrintWriter err) {
    String message = messages(failure).toLowerCase(Locale.ROOT);
    ExitCode code = ExitCode.INTERNAL;
    if (find(failure, OutOfMemoryError.class) != null || message.contains("outofmemoryerror")) {
      err.println(
          "gristmill: out of memory; raise --driver-memory (local run) or --executor-memory"
              + " (cluster) and repeat the command; it resumes");
      code = ExitCode.TRY_AGAIN;
    } else if (message.contains("executorlostfailure")) {
      err.println(
          "gristmill: Spark lost executors repeatedly; check their logs (memory, preemption) and"
              + " repeat the command; it resumes");
      code = ExitCode.TRY_AGAIN;
    } else if (message.contains("permission denied")) {
      IOException cause = find(failure, IOException.class);
      err.println("gristmill: " + (cause == null ? failure.getMessage() : cause.getMessage()));
      code = ExitCode.OUTPUT;
    } else {
      err.println("gristmill: internal error; please report it with this stack trace:");
      failure.printStackTrace(err);
    }
    err.flush();
    return code.code();
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.append(cause).append('\n');
    }
    return all.toString();
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
