package io.gristmill.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options of commands that read inputs and write a directory. */
@Command(sortOptions = false)
final class PathOptions {

  @Option(
      names = {"-i", "--input"},
      paramLabel = "PATH",
      arity = "1..*",
      description = "Input files, directories or globs; sample: is the sample data.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Output directory.")
  private @Nullable String output;

  List<String> inputs() {
    return inputs;
  }

  @Nullable String output() {
    return output;
  }
}
