package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The exit code and output of a run of the program in this JVM.
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

  /** Runs the program and asserts that it neither starts nor stops a Spark session. */
  static CliRun withoutSpark(String... arguments) {
    boolean before = SparkSession.getDefaultSession().isDefined();
    CliRun run = of(arguments);
    assertThat(SparkSession.getDefaultSession().isDefined())
        .as("whether a Spark session exists, as before the run")
        .isEqualTo(before);
    return run;
  }

  /** The lines of standard error without the prefix {@code gristmill: }. */
  List<String> messages() {
    return err.lines().map(line -> line.replaceFirst("^gristmill: ", "")).toList();
  }

  /** Asserts this exit code and messages without stack traces. */
  CliRun refusedWith(ExitCode expected) {
    assertThat(code).as(err).isEqualTo(expected.code());
    assertThat(out).isEmpty();
    assertThat(err).doesNotContain("\tat ").doesNotContain("Exception");
    return this;
  }

  /** Asserts that the run succeeded. */
  CliRun succeeded() {
    assertThat(code).as(err).isZero();
    return this;
  }
}
