package io.gristmill.jobs.train.run.directory;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Progress of a training on an executor: {@code progress.log} in its run directory. */
public final class ProgressFile {

  public static final String NAME = "progress.log";

  private ProgressFile() {}

  /** Opens the file for appending. */
  public static PrintStream open(Path folder) throws IOException {
    return new PrintStream(
        Files.newOutputStream(
            folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        true,
        StandardCharsets.UTF_8);
  }
}
