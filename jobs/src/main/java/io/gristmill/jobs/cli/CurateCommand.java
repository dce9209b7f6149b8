package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "curate",
    description = {
      "Runs a whole pipeline (curate.stages) in one session and publishes a data set version.",
      "Stages: generate or a recipe by its name, filter, novelty, dedup, decontaminate, mix, split,"
          + " reference, respond, export, tokenize, tokenizer, sft, dpo. \"NAME of EARLIER\" reads the"
          + " table that an earlier stage left. Without --input it runs on the sample data, or on nothing"
          + " where the first stage makes the rows."
    })
final class CurateCommand extends JobCommand {

  @Option(
      names = "--dataset",
      paramLabel = "ROOT",
      description = "Root of the data set that the result becomes the next version of.")
  private @Nullable String dataset;

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return settings.reader("curate", problems).texts("stages");
  }

  @Override
  List<String> ownAssignments() {
    return dataset == null ? List.of() : List.of("run.dataset=" + quoted(dataset));
  }
}
