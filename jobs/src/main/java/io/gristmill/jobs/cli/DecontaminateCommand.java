package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "decontaminate",
    description =
        "Drops rows that share a long n-gram with a benchmark; each reject names the benchmark"
            + " record.")
final class DecontaminateCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of("decontaminate");
  }
}
