package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "reference",
    description =
        "Adds to preferences the log-probabilities of both answers under a reference model.")
final class ReferenceCommand extends JobCommand {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The directory of the model (reference.model).")
  private @Nullable String model;

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of("reference");
  }

  @Override
  List<String> ownAssignments() {
    return model == null ? List.of() : List.of("reference.model=" + quoted(model));
  }
}
