package io.gristmill.jobs.train.run.directory;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a training says whose process nobody watches: {@code progress.log} of its folder. */
public final class ProgressFile {

  public static final String NAME = "progress.log";

  private ProgressFile() {}

  /** Opens it to write on where it ends. */
  public static PrintStream open(Path folder) throws IOException {
    return new PrintStream(
        Files.newOutputStream(
            folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        true,
        StandardCharsets.UTF_8);
  }
}
