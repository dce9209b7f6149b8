package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.testing.Drill;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of {@code gristmill JOB --help} from an empty directory. */
class ExamplesIT {

  private static final long MAX_MINUTES = 15;

  @TempDir Path folder;

  @Test
  void examplesOfAJobOfEachGroupWork() throws Exception {
    run("generate", "filter", "export", "sft", "datasets");
  }

  @Drill("all examples of all jobs")
  @Test
  void everyExampleOfEveryJobWorks() throws Exception {
    run();
  }

  /** Runs the examples of these jobs, of all without names. */
  private void run(String... jobs) throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    Path log = folder.resolve("log");
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + CliFiles.root().resolve("submit/java-opens.args"));
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dgristmill.home=" + CliFiles.root());
    command.add("-Dlog4j2.configurationFile=" + CliFiles.root().resolve("conf/log4j2.properties"));
    command.addAll(List.of("-cp", classes, Examples.class.getName()));
    command.addAll(List.of(jobs));
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(MAX_MINUTES, TimeUnit.MINUTES))
          .as(() -> FileBytes.read(log))
          .isTrue();
      assertThat(process.exitValue()).as(() -> FileBytes.read(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
