package io.gristmill.jobs.pipeline;

import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.table.TableFormat;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.ScopedSparkSettings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run in the shared session.
 *
 * @param reads earlier stages by those that read their tables
 * @param format of the tables
 * @param pairs whether pairs are published
 * @param overwrite whether another result may be replaced
 * @param settings of Spark SQL while it runs
 */
record TestRun(
    Path output,
    List<Stage> stages,
    Map<String, String> reads,
    TableFormat format,
    boolean pairs,
    boolean overwrite,
    Map<String, String> settings) {

  /** A run with JSON lines as output, without pairs, that replaces nothing. */
  static TestRun of(Path output, Stage... stages) {
    return new TestRun(
        output, List.of(stages), Map.of(), TableFormat.JSONL, false, false, Map.of());
  }

  /** A copy in which a stage reads the table of a named earlier stage. */
  TestRun reading(String stage, String earlier) {
    Map<String, String> more = new TreeMap<>(reads);
    more.put(stage, earlier);
    return new TestRun(output, stages, more, format, pairs, overwrite, settings);
  }

  TestRun overwriting() {
    return new TestRun(output, stages, reads, format, pairs, true, settings);
  }

  TestRun as(TableFormat other) {
    return new TestRun(output, stages, reads, other, pairs, overwrite, settings);
  }

  TestRun withPairs() {
    return new TestRun(output, stages, reads, format, true, overwrite, settings);
  }

  TestRun on(boolean adaptive, int shuffles) {
    return new TestRun(
        output,
        stages,
        reads,
        format,
        pairs,
        overwrite,
        Map.of(
            "spark.sql.adaptive.enabled", String.valueOf(adaptive),
            "spark.sql.shuffle.partitions", String.valueOf(shuffles)));
  }

  /** Runs the stages and keeps the tables between them. */
  Run.Result execute() {
    LocalSpark.session();
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Run run =
        new Run(
            "curate",
            output.toString(),
            stages,
            reads,
            format,
            pairs,
            overwrite,
            true,
            Optional.empty(),
            Map.of(),
            List.of());
    try (Progress progress = new Progress(nobody, false);
        ScopedSparkSettings held = ScopedSparkSettings.of(settings)) {
      java.util.Objects.requireNonNull(held);
      settings.forEach(System::setProperty); // where a run finds its settings
      return run.execute(progress);
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }
}
