package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.respond.RespondStage;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = RespondStage.NAME,
    description = {
      "Answers the rows of a data set with a model directory or a model server.",
      "Without either, answers come from a built-in mock model (rehearsal)."
    })
final class RespondCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of(RespondStage.NAME);
  }
}
