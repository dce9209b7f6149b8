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

/** Runs the commands of the pages, small, from a directory with the files that they name. */
class PagesIT {

  private static final long MAX_MINUTES = 20;

  @TempDir Path folder;

  @Drill("what a reader copies from a page works, with small counterparts of data and servers")
  @Test
  void everyCommandOfEveryPageWorks() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + CliFiles.root().resolve("submit/java-opens.args"));
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-XX:ReservedCodeCacheSize=240m");
    command.add("-Dgristmill.home=" + CliFiles.root());
    command.add("-Dgristmill.root=" + CliFiles.root());
    command.add("-Dlog4j2.configurationFile=" + CliFiles.root().resolve("conf/log4j2.properties"));
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classes, PageRun.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("OPENAI_API_KEY", "test");
    Process process = builder.start();
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
