package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "filter",
    description = "Drops records that break a quality rule; each reject names its rule.")
final class FilterCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of("filter");
  }
}
