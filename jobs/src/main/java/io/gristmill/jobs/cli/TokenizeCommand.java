package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.tokenize.TokenizeStage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = TokenizeStage.NAME,
    description = "Writes the tokens of examples or preferences, for training on large sets.")
final class TokenizeCommand extends JobCommand {

  @Option(
      names = "--tokenizer",
      paramLabel = "DIR",
      description = "Directory with tokenizer.json (tokenize.tokenizer).")
  private @Nullable String tokenizer;

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of(TokenizeStage.NAME);
  }

  @Override
  List<String> ownAssignments() {
    List<String> own = new ArrayList<>();
    if (tokenizer != null) {
      own.add("tokenize.tokenizer=" + quoted(tokenizer));
    }
    return own;
  }
}
