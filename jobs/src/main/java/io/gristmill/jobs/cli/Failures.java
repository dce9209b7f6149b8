package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.job.FailureReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns failures into a message and an exit code; a user's mistake never shows a stack trace. */
final class Failures {

  private Failures() {}

  static int usage(ParameterException failure, String[] arguments) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println("gristmill: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try: " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE.code();
  }

  static int report(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
    PrintWriter err = command.getErr();
    UserException known = FailureReason.userException(failure);
    if (known != null) {
      String.valueOf(known.getMessage()).lines().forEach(line -> err.println("gristmill: " + line));
      err.flush();
      return known.exitCode().code();
    }
    return reportEnvironment(failure, err);
  }

  /** What the machine, not the program, is to blame for. */
  private static int reportEnvironment(Exception failure, PrintWriter err) {
    String message = messages(failure).toLowerCase(Locale.ROOT);
    ExitCode code = ExitCode.INTERNAL;
    if (find(failure, OutOfMemoryError.class) != null || message.contains("outofmemoryerror")) {
      err.println(
          "gristmill: out of memory; give --driver-memory (local) or --executor-memory more,"
              + " and run the command again");
      code = ExitCode.TRY_AGAIN;
    } else if (message.contains("executorlostfailure")) {
      err.println(
          "gristmill: executors were lost again and again; look at their logs (memory, preemption),"
              + " and run the command again: it goes on where it stopped");
      code = ExitCode.TRY_AGAIN;
    } else if (message.contains("permission denied")) {
      IOException cause = find(failure, IOException.class);
      err.println("gristmill: " + (cause == null ? failure.getMessage() : cause.getMessage()));
      code = ExitCode.OUTPUT;
    } else {
      err.println("gristmill: a defect, please report it with this trace:");
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
