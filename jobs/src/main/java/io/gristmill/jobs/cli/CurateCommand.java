package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "curate",
    description = {
      "Runs a pipeline of stages in one session and publishes a version of a data set. Without"
          + " INPUT it",
      "reads the sample data. Stages are jobs and recipes by name; \"NAME of EARLIER\" reads an"
          + " earlier table."
    })
final class CurateCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return settings.reader("curate", problems).texts("stages");
  }
}
