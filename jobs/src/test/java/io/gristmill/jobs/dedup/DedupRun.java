package io.gristmill.jobs.dedup;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.record.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The result of the stage on some examples.
 *
 * @param rows kept examples, sorted lines of all columns
 * @param rejects the same of the rejects
 * @param reasons the rejects without the rows themselves
 * @param pairs the same of the pairs
 */
record DedupRun(
    List<String> rows,
    List<String> rejects,
    List<String> reasons,
    List<String> pairs,
    Map<String, Object> facts) {

  /** Runs the stage with settings below {@code dedup} and {@code write-pairs}. */
  static DedupRun of(Path folder, List<Example> examples, int partitions, String... settings) {
    List<String> assignments = new ArrayList<>(List.of("dedup.write-pairs=true"));
    for (String setting : settings) {
      assignments.add("dedup." + setting);
    }
    Problems problems = new Problems();
    Settings all = Settings.load(null, assignments, problems);
    DedupConfig config = DedupConfig.read(all, problems);
    problems.throwIfAny();
    StageResult result =
        new DedupStage(config, all)
            .apply(
                LocalSpark.context(fresh(folder), examples.size()),
                Tables.examples(examples, partitions));
    List<Row> rejects = result.rejects().collectAsList();
    DedupRun run =
        new DedupRun(
            Tables.lines(result.rows()),
            Tables.lines(rejects, ""),
            Tables.lines(rejects, RejectsTable.ROW),
            result.pairs().map(Tables::lines).orElse(List.of()),
            result.facts().get());
    result.release().run();
    return run;
  }

  private static String fresh(Path folder) {
    try {
      return Files.createTempDirectory(folder, "work").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the tables without facts, whose counts of work differ. */
  List<List<String>> tables() {
    return List.of(rows, rejects, pairs);
  }
}
