package io.gristmill.jobs.novelty;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.ExamplesSource;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.record.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The result of the stage on some examples.
 *
 * @param rows kept examples, by position
 * @param rejects sorted lines of all columns
 * @param reasons the rejects without the rows themselves
 */
record NoveltyRun(
    List<Example> rows, List<String> rejects, List<String> reasons, Map<String, Object> facts) {

  /** Runs the stage with settings below {@code novelty}; an empty list means no pool. */
  static NoveltyRun of(
      Path folder, List<Example> pool, List<Example> examples, int partitions, String... settings) {
    List<String> assignments = Stream.of(settings).map(setting -> "novelty." + setting).toList();
    Problems problems = new Problems();
    Settings all = Settings.load(null, assignments, problems);
    NoveltyConfig config = NoveltyConfig.read(all, problems);
    problems.throwIfAny();
    StageResult result =
        new NoveltyStage(
                config,
                pool.isEmpty() ? Optional.empty() : Optional.of(new ExamplesSource(pool)),
                all)
            .apply(
                LocalSpark.context(fresh(folder), examples.size()),
                Tables.examples(examples, partitions));
    List<Row> rejects = result.rejects().collectAsList();
    NoveltyRun run =
        new NoveltyRun(
            Tables.read(result.rows()),
            Tables.lines(rejects, ""),
            Tables.lines(rejects, RejectsTable.ROW),
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
}
