package io.gristmill.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.record.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportBySplitTest {

  @TempDir Path folder;

  @Test
  void rowsWithSplitsAreWrittenToAFolderEachAndTheCardNamesThem() throws IOException {
    Map<String, Object> facts =
        export(example(0, "test"), example(1, "train"), example(2, "train"));
    assertThat(files())
        .containsExactly("alpaca/test/part-00000.jsonl", "alpaca/train/part-00000.jsonl");
    assertThat(lines("alpaca/train/part-00000.jsonl")).hasSize(2);
    assertThat(lines("alpaca/test/part-00000.jsonl").get(0)).contains("question 0");
    assertThat(String.join("\n", lines("README.md")))
        .contains("- split: \"train\"\n    path: \"alpaca/train/*.jsonl\"\n  - split: \"test\"");
    assertThat(facts).containsEntry("alpaca", Map.of("train", 2L, "test", 1L));
  }

  @Test
  void withoutASplitInEveryRowThereIsOneFolder() throws IOException {
    Map<String, Object> facts = export(example(0, "test"), example(1, null));
    assertThat(files()).containsExactly("alpaca/part-00000.jsonl");
    assertThat(facts).containsEntry("alpaca", 2L);
  }

  @Test
  void withAnInvalidSplitNameThereIsOneFolder() throws IOException {
    export(example(0, "test"), example(1, "../etc"));
    assertThat(files()).containsExactly("alpaca/part-00000.jsonl");
  }

  private Map<String, Object> export(Example... examples) {
    Settings settings = StageRun.settings();
    Problems problems = new Problems();
    ExportStage stage =
        new ExportStage(
            ExportConfig.read(settings, problems), List.of(), Optional.empty(), settings);
    StageResult result =
        stage.apply(
            LocalSpark.context(folder.toString(), examples.length),
            LocalSpark.session()
                .createDataFrame(
                    Stream.of(examples).map(ExamplesTable::write).toList(), ExamplesTable.SCHEMA));
    return result.facts().get();
  }

  private static Example example(long position, @org.jspecify.annotations.Nullable String split) {
    return StageRun.example(
        position, "question " + position, "", split == null ? Map.of() : Map.of("split", split));
  }

  private List<String> files() throws IOException {
    Path export = folder.resolve("export");
    List<String> names = new ArrayList<>();
    try (Stream<Path> all = Files.walk(export)) {
      all.filter(path -> path.getFileName().toString().startsWith("part-"))
          .forEach(path -> names.add(export.relativize(path).toString()));
    }
    names.sort(null);
    return names;
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve("export").resolve(name));
  }
}
