package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.tokenize.TokenizeStage;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = TokenizeStage.NAME,
    description = "Writes the tokens of examples or preferences, for training on large data sets.")
final class TokenizeCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of(TokenizeStage.NAME);
  }
}
