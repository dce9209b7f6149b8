package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "decontaminate",
    description = "Drops records that repeat a part of an evaluation set, and says which.")
final class DecontaminateCommand extends JobCommand {

  @Option(
      names = "--sets",
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files or folders of evaluation sets (decontaminate.benchmarks).")
  private List<String> sets = new ArrayList<>();

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of("decontaminate");
  }

  @Override
  List<String> ownAssignments() {
    return sets.isEmpty() ? List.of() : List.of("decontaminate.benchmarks=" + list(sets));
  }
}
