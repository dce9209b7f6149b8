package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "curate",
    description = {
      "Runs a pipeline of stages and publishes a version of a data set. Without INPUT it reads the",
      "sample data. A stage is the name of a job or recipe and reads the table of the stage before"
          + " it;",
      "\"NAME of EARLIER\" reads the table of an earlier stage."
    })
final class CurateCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return settings.reader("curate", problems).texts("stages");
  }
}
