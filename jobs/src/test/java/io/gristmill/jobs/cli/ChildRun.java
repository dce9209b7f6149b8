package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.FileBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the packaged program through its launcher in a child process, which tests can kill. The
 * launcher becomes the JVM, whose starts its class-data archive makes short.
 */
final class ChildRun implements AutoCloseable {

  private static final long MINUTES = 3;

  private final Process process;
  private final Path log;

  private ChildRun(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ChildRun start(Path log, List<String> arguments) throws IOException {
    return launch(log, command(arguments));
  }

  /** Starts the program with a limit on the size of files (KiB), beyond which writes fail. */
  static ChildRun startLimited(Path log, long kibibytes, List<String> arguments)
      throws IOException {
    List<String> limited =
        new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "run"));
    limited.addAll(command(arguments));
    return launch(log, limited);
  }

  private static ChildRun launch(Path log, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("GRISTMILL_HEAP", "1g");
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return new ChildRun(builder.start(), log);
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(CliFiles.root().resolve("submit/gristmill").toString());
    command.addAll(arguments);
    return command;
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Kills the run as {@code kill -9} does; fails if it has ended. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(end()).as(this::log).isEqualTo(128 + 9);
  }

  /** Waits for the process and returns its exit code. */
  int end() throws InterruptedException {
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(this::log).isTrue();
    return process.exitValue();
  }

  String log() {
    return FileBytes.read(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
