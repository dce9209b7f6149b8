package io.gristmill.jobs.ingest;

import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.record.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/** A folder of files and the rows that the stage reads from them, as texts. */
final class Ingested {

  private final Path folder;
  private IngestConfig config = IngestConfig.standard();
  private List<String> inputs;

  Ingested(Path folder) {
    this.folder = folder;
    this.inputs = List.of(folder.toString());
  }

  Ingested with(UnaryOperator<IngestConfig> change) {
    config = change.apply(config);
    return this;
  }

  /** Reads only these paths, relative to the folder. */
  Ingested from(String... paths) {
    List<String> all = new ArrayList<>();
    for (String path : paths) {
      all.add(folder + "/" + path);
    }
    inputs = all;
    return this;
  }

  Ingested write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Ingested write(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  IngestStage stage() {
    return IngestStage.of(inputs, config, new Configuration());
  }

  /** Position, instruction, input, output, source, metadata; by position. */
  List<String> examples() {
    return table().stream()
        .map(
            e ->
                String.join(
                    "|",
                    String.valueOf(e.position()),
                    e.instruction(),
                    e.input(),
                    e.output(),
                    e.source(),
                    new TreeMap<>(e.metadata()).toString()))
        .toList();
  }

  /** Examples by position. */
  List<Example> table() {
    return collect(true).stream()
        .map(ExamplesTable::read)
        .sorted(Comparator.comparingLong(Example::position))
        .toList();
  }

  /** Position, rule, detail without the folder, row; by position. */
  List<String> rejects() {
    return collect(false).stream()
        .sorted(Comparator.comparingLong(row -> row.<Long>getAs("position")))
        .map(
            r ->
                "%d|%s|%s|%s"
                    .formatted(
                        r.<Long>getAs("position"),
                        r.getAs("rule"),
                        r.<String>getAs("detail").replace(folder + "/", ""),
                        r.getAs("row")))
        .toList();
  }

  private List<Row> collect(boolean examples) {
    StageResult result =
        stage()
            .apply(LocalSpark.context(folder.toString(), 0), LocalSpark.session().emptyDataFrame());
    try {
      return (examples ? result.rows() : result.rejects()).collectAsList();
    } finally {
      result.release().run();
    }
  }
}
