package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "dedup",
    description = "Removes near-duplicates: exact TF-IDF cosine over character n-grams.")
final class DedupCommand extends JobCommand {

  @Option(
      names = "--pairs",
      description =
          "Also write every similar pair to pairs/ (same as --set dedup.write-pairs=true).")
  private boolean pairs;

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of("dedup");
  }

  @Override
  List<String> ownAssignments() {
    return pairs ? List.of("dedup.write-pairs=true") : List.of();
  }
}
