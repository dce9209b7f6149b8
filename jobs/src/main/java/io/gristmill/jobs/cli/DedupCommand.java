package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "dedup",
    description = "Removes near-duplicates by exact TF-IDF cosine similarity of character n-grams.")
final class DedupCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of("dedup");
  }
}
