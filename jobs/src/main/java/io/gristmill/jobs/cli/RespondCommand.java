package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.respond.RespondStage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = RespondStage.NAME,
    description = {
      "Has a model answer the rows of a data set: a model directory, or the server of block llm.",
      "Without settings it rehearses: a built-in stand-in answers, and its answers are no model's"
          + " result."
    })
final class RespondCommand extends JobCommand {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The directory of the model (respond.model).")
  private @Nullable String model;

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of(RespondStage.NAME);
  }

  @Override
  List<String> ownAssignments() {
    return model == null ? List.of() : List.of("respond.model=" + quoted(model));
  }
}
