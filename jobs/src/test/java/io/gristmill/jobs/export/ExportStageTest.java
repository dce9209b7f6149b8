package io.gristmill.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.format.Format;
import io.gristmill.format.Formatted;
import io.gristmill.format.JsonLines;
import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.ScopedSparkSettings;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.manifest.StageRecord;
import io.gristmill.record.Example;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportStageTest {

  private static final String ALL =
      "formats=[alpaca,alpaca-text,llms-from-scratch,llms-from-scratch-phi3,phi3,"
          + "prompt-completion,sharegpt,vicuna,messages,chatml,template]";

  private static final String TURNS =
      """
      [{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},\
      {"role":"assistant","content":"Hello"},{"role":"user","content":"Bye"},\
      {"role":"assistant","content":"안녕 👋"}]\
      """;

  @TempDir Path folder;

  @Test
  void everyFormatIsWrittenByPositionAndReportsSkippedRows() throws Exception {
    List<Example> examples = examples();
    Exported export = export(Corpus.shuffled(examples, 1), 7, List.of(), ALL);
    for (Format format : export.config().formats()) {
      List<String> expected = new ArrayList<>();
      List<Example> skipped = new ArrayList<>();
      for (Example example : examples) {
        if (format.format(example) instanceof Formatted.Row row) {
          expected.add(JsonLines.line(format.columns(), row));
        } else {
          skipped.add(example);
        }
      }
      boolean unique = format.name().equals("prompt-completion");
      assertThat(export.lines(format.name()))
          .as(format.name())
          .isEqualTo(unique ? List.copyOf(new LinkedHashSet<>(expected)) : expected)
          .isNotEmpty();
      List<String> skippedLines = export.lines("skipped/" + format.name());
      assertThat(skippedLines).as(format.name()).hasSameSizeAs(skipped);
      for (int i = 0; i < skippedLines.size(); i++) {
        Formatted.Skip skip = (Formatted.Skip) format.format(skipped.get(i));
        assertThat(skippedLines.get(i))
            .startsWith(
                "{\"id\":\"%s\",\"position\":%d,\"reason\":\"%s\","
                    .formatted(skipped.get(i).id(), skipped.get(i).position(), skip.reason()));
      }
    }
    assertThat(export.lines("skipped/alpaca")).isNotEmpty();
    assertThat(export.lines("prompt-completion")).hasSizeLessThan(examples.size() - 1);
  }

  @Test
  void theExamplesPassUnchanged() throws Exception {
    List<Example> examples = examples();
    Exported export = export(examples, 2, List.of());
    assertThat(Tables.read(export.result().rows())).isEqualTo(examples);
    assertThat(export.result().rejects().count()).isZero();
  }

  @Test
  void parquetHoldsTheSameRows() throws Exception {
    List<Example> examples = examples();
    Exported lines = export(examples, 3, List.of(), "formats=[alpaca,messages]");
    Exported parquet =
        export(examples, 3, List.of(), "formats=[alpaca,messages]", "file-format=parquet");
    for (String format : List.of("alpaca", "messages", "skipped/alpaca")) {
      Dataset<Row> rows =
          LocalSpark.session().read().parquet(parquet.folder().resolve(format).toString());
      assertThat(rows.toJSON().collectAsList()).as(format).isEqualTo(lines.lines(format));
      assertThat(FileBytes.hashes(parquet.folder().resolve(format)))
          .containsOnlyKeys("part-00000.parquet");
    }
  }

  @Test
  void theCardNamesTheStagesAndWhatTheyDropped() throws Exception {
    List<StageRecord> before =
        List.of(
            new StageRecord(
                "filter", "abc", 90, 67, Map.of("empty", 14L, "too|long", 9L), 0, Map.of(), 1));
    List<StageRecord> earlier =
        List.of(new StageRecord("ingest", "def", 93, 90, Map.of("not-json", 3L), 0, Map.of(), 2));
    Exported export =
        export(examples(), 2, before, earlier, "dataset-name=Mühle", "formats=[alpaca]");
    String card = FileBytes.read(export.folder().resolve("README.md"));
    assertThat(card)
        .contains("pretty_name: \"Mühle\"", "| filter | 90 | 67 | 23 |", "| filter | empty | 14 |")
        .contains("| ingest | 93 | 90 | 3 |", "| ingest | not-json | 3 |", "alpaca/*.jsonl")
        .contains("| corpus | " + (examples().size() - 2) + " |", "| (unnamed) | 2 |");
    int rows = export.lines("alpaca").size();
    assertThat(card).contains("| `alpaca` | `train` | " + rows + " |");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "parquet"})
  void theBytesDoNotDependOnTheLayoutOfTheInput(String kind) throws Exception {
    String[] settings = {"formats=[alpaca,sharegpt,prompt-completion]", "file-format=" + kind};
    List<Example> examples = examples();
    Map<String, String> expected =
        FileBytes.hashes(export(examples, 1, List.of(), settings).folder());
    assertThat(expected).hasSize(6); // three formats, two of them with skips, and the card
    int[] partitions = {7, 16};
    for (int count : partitions) {
      try (ScopedSparkSettings held = ScopedSparkSettings.shuffling(count == 7, 3)) {
        assertThat(held).isNotNull();
        List<Example> shuffled = Corpus.shuffled(examples, count);
        assertThat(FileBytes.hashes(export(shuffled, count, List.of(), settings).folder()))
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "parquet"})
  void anEmptyDataSetGivesEmptyFilesAndACard(String kind) throws Exception {
    Exported export =
        export(List.of(), 1, List.of(), "formats=[alpaca,messages]", "file-format=" + kind);
    assertThat(FileBytes.hashes(export.folder()))
        .containsOnlyKeys("README.md", "alpaca/part-00000." + kind, "messages/part-00000." + kind);
    String path = export.folder().resolve("alpaca").toString();
    assertThat(LocalSpark.session().read().format(kind.replace("jsonl", "json")).load(path).count())
        .isZero();
  }

  @Test
  void aColumnMayHaveANameThatTheStageUsesItself() throws Exception {
    for (String name : List.of("position", "id", "reason", "file")) {
      Exported export =
          export(examples(), 2, List.of(), "formats=[chatml]", "chatml.column=" + name);
      assertThat(export.lines("chatml"))
          .hasSize(examples().size())
          .allMatch(line -> line.startsWith("{\"" + name + "\":\"<|im_start|>"));
    }
  }

  /** The planted corpus, a conversation of several turns and an unreadable conversation. */
  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>(Corpus.planted(41));
    long next = examples.get(examples.size() - 1).position() + 1;
    Example last = examples.get(0);
    examples.add(
        Corpus.example(
            next,
            last.instruction(),
            last.input(),
            last.output(),
            last.score(),
            last.metadata())); // equal content, equal id
    examples.add(unnamed(next + 2, "Say \"1\\2\"/\u2028\u0001\t<end>", Map.of()));
    examples.add(unnamed(next + 5, "Hi", Map.of(Example.MESSAGES, TURNS)));
    return examples;
  }

  private static Example unnamed(long position, String instruction, Map<String, String> metadata) {
    Example of = Corpus.example(position, instruction, "", "Hello", null, metadata);
    return new Example(
        of.id(), position, instruction, "", "Hello", "", "", List.of(), metadata, null);
  }

  /** The output of one run. */
  private record Exported(ExportConfig config, StageResult result, Path folder) {
    List<String> lines(String name) {
      return FileBytes.lines(folder.resolve(name));
    }
  }

  private Exported export(
      List<Example> examples, int partitions, List<StageRecord> before, String... settings)
      throws Exception {
    return export(examples, partitions, before, List.of(), settings);
  }

  private Exported export(
      List<Example> examples,
      int partitions,
      List<StageRecord> before,
      List<StageRecord> earlier,
      String... settings)
      throws Exception {
    Problems problems = new Problems();
    Settings all =
        Settings.load(null, Stream.of(settings).map(s -> "export." + s).toList(), problems);
    ExportConfig config = ExportConfig.read(all, problems);
    problems.throwIfAny();
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    StageContext context =
        new StageContext(
            LocalSpark.session(),
            StageContext.Folders.below(Files.createTempDirectory(folder, "work").toString()),
            examples.size(),
            before,
            new Progress(nobody, false));
    StageResult result =
        new ExportStage(config, earlier, Optional.empty(), all)
            .apply(context, Tables.examples(examples, partitions));
    return new Exported(config, result, Path.of(result.artifacts().orElseThrow()));
  }
}
