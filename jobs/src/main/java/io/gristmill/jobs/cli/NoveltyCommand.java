package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "novelty",
    description = "Drops rows too similar to an earlier row by ROUGE-L, as Self-Instruct does.")
final class NoveltyCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of("novelty");
  }
}
