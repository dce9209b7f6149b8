package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "export",
    description =
        "Writes training files: Alpaca, ShareGPT, messages, ChatML, Phi-3, templates and more.")
final class ExportCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of("export");
  }
}
