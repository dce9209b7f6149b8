package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * A run of the program in this JVM and what it printed.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record CliRun(int code, String out, String err) {

  static CliRun of(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      int code = Main.execute(arguments);
      return new CliRun(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** A run that must end before Spark starts: a session started or stopped by it fails. */
  static CliRun withoutSpark(String... arguments) {
    boolean before = SparkSession.getDefaultSession().isDefined();
    CliRun run = of(arguments);
    assertThat(SparkSession.getDefaultSession().isDefined())
        .as("a Spark session is there, as before the run")
        .isEqualTo(before);
    return run;
  }

  /** The lines of standard error without the program's name. */
  List<String> messages() {
    return err.lines().map(line -> line.replaceFirst("^gristmill: ", "")).toList();
  }

  /** The run ended with this code and with messages for a person only. */
  CliRun refusedWith(ExitCode expected) {
    assertThat(code).as(err).isEqualTo(expected.code());
    assertThat(out).isEmpty();
    assertThat(err).doesNotContain("\tat ").doesNotContain("Exception");
    return this;
  }

  /** The run ended well. */
  CliRun succeeded() {
    assertThat(code).as(err).isZero();
    return this;
  }
}
