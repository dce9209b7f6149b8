package io.gristmill.jobs.testing;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.record.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The result of a stage over a few rows.
 *
 * @param rows the kept rows, by position
 * @param rejects the rejects, by position
 * @param facts the facts of the stage
 */
public record StageRun(List<Example> rows, List<Row> rejects, Map<String, Object> facts) {

  /**
   * Runs a stage over rows in a number of partitions; its temporary files are below {@code folder}.
   */
  public static StageRun of(Stage stage, List<Example> examples, int partitions, Path folder) {
    Dataset<Row> table =
        LocalSpark.session()
            .createDataFrame(
                examples.stream().map(ExamplesTable::write).toList(), ExamplesTable.SCHEMA)
            .repartition(partitions);
    StageResult result =
        stage.apply(LocalSpark.context(scratch(folder).toString(), examples.size()), table);
    try {
      return new StageRun(
          result.rows().collectAsList().stream()
              .map(ExamplesTable::read)
              .sorted(Comparator.comparingLong(Example::position))
              .toList(),
          result.rejects().collectAsList().stream()
              .sorted(Comparator.comparingLong(row -> row.<Long>getAs(ExamplesTable.POSITION)))
              .toList(),
          result.facts().get());
    } finally {
      result.release().run();
    }
  }

  /** The default settings with these changes; fails when one is invalid. */
  public static Settings settings(String... assignments) {
    Problems problems = new Problems();
    Settings settings = Settings.load(null, List.of(assignments), problems);
    problems.throwIfAny();
    return settings;
  }

  /** An example with a source and metadata. */
  public static Example example(
      long position, String instruction, String source, Map<String, String> metadata) {
    Example plain = Example.of(position, instruction, "", "out");
    return new Example(
        plain.id(), position, instruction, "", "out", source, "", List.of(), metadata, null);
  }

  /** The number of kept rows by the value of a metadata entry, or by source for the empty name. */
  public Map<String, Long> sizes(String metadata) {
    Map<String, Long> sizes = new TreeMap<>();
    for (Example row : rows) {
      String key =
          metadata.isEmpty() ? row.source() : row.metadata().getOrDefault(metadata, "(none)");
      sizes.merge(key, 1L, Long::sum);
    }
    return sizes;
  }

  private static Path scratch(Path folder) {
    try {
      return Files.createTempDirectory(folder, "work");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
