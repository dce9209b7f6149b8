package io.gristmill.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options of every command that reads inputs and writes a directory. */
@Command(sortOptions = false)
final class PathOptions {

  @Option(
      names = {"-i", "--input"},
      paramLabel = "PATH",
      arity = "1..*",
      description = "Read files, directories or globs, as bare paths do; sample: is sample data.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Write this directory.")
  private @Nullable String output;

  List<String> inputs() {
    return inputs;
  }

  @Nullable String output() {
    return output;
  }
}
