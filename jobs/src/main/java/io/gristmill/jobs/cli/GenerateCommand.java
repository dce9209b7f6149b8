package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = GenerateCommand.NAME,
    description = {
      "Generates instruction data with a language model.",
      "By default the answers come from a built-in mock model (rehearsal)."
    })
final class GenerateCommand extends JobCommand {

  static final String NAME = "generate";

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of(NAME);
  }
}
