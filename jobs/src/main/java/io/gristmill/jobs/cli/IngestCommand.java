package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "ingest",
    description = "Reads instruction data of any common format into one table.")
final class IngestCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of();
  }
}
