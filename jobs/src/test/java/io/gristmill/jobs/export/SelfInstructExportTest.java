package io.gristmill.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.format.Format;
import io.gristmill.format.Formatted;
import io.gristmill.format.JsonLines;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.TasksTable;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.ScopedSparkSettings;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.selfinstruct.SelfInstructFiles;
import io.gristmill.record.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.JavaConverters;

/** Tests the Self-Instruct files that the export stage writes. */
class SelfInstructExportTest {

  private static final int TASKS = 12;
  private static final String INSTRUCTIONS = "machine_generated_instructions.jsonl";
  private static final String CLASSIFICATIONS = "is_clf_or_not_davinci_template_1.jsonl";
  private static final String INSTANCES = "machine_generated_instances.jsonl";
  private static final String ALL = "all_generated_instances.jsonl";

  @TempDir Path folder;

  /** An accepted task. */
  private record Task(long position, String instruction, Map<String, String> metadata) {
    @SuppressWarnings("deprecation") // the one converter that Scala 2.12 and 2.13 share
    Row row() {
      return RowFactory.create(
          position,
          "id-" + position,
          instruction,
          JavaConverters.mapAsScalaMap(new TreeMap<>(metadata)));
    }
  }

  /** Tasks of several rounds; the last has no completion. */
  private static List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      Map<String, String> metadata = new TreeMap<>();
      metadata.put(MetadataKeys.ROUND, String.valueOf(i / 5));
      metadata.put(MetadataKeys.REQUEST_PROMPT, "1. 빵을 \"구워\" 줘\n2.");
      metadata.put(MetadataKeys.REQUEST_RESPONSE, " answer\u2028" + i);
      metadata.put(MetadataKeys.REQUEST_FINISH, "stop");
      if (i < TASKS - 1) {
        metadata.put(MetadataKeys.CLASSIFICATION_RESPONSE, i % 2 == 0 ? " Yes" : " No");
        metadata.put(MetadataKeys.INSTANCES_PROMPT, "Task: " + i + "\n");
        metadata.put(MetadataKeys.INSTANCES_RESPONSE, "Input: a\nOutput: " + i);
        metadata.put(MetadataKeys.INSTANCES_FINISH, "length");
      }
      tasks.add(new Task(i, "Do {thing} " + i + " 🙂", metadata));
    }
    return tasks;
  }

  /** Instances of the tasks: two for some, none for others, and some duplicates of earlier ones. */
  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      for (int instance = 0; instance < i % 3; instance++) {
        long position = 7L * examples.size();
        examples.add(Example.of(position, "Do {thing} " + i, "in\t" + instance, "out\n" + i));
      }
    }
    Example first = examples.get(0);
    for (int again = 0; again < 2; again++) {
      long position = 7L * examples.size();
      examples.add(Example.of(position, first.instruction(), first.input(), first.output()));
    }
    examples.add(Example.of(7L * examples.size(), "Say hi.", "", "안녕 👋"));
    return examples;
  }

  /** The written files. */
  private record Written(Path files, StageResult result) {
    List<String> lines(String name) {
      return FileBytes.read(files.resolve(name)).lines().toList();
    }

    String card() {
      return FileBytes.read(files.resolveSibling("README.md"));
    }
  }

  private Written export(
      List<Task> tasks, List<Example> examples, int partitions, String... settings)
      throws IOException {
    Path pool = Files.createTempDirectory(folder, "pool").resolve("tasks");
    LocalSpark.session()
        .createDataFrame(tasks.stream().map(Task::row).toList(), TasksTable.SCHEMA)
        .repartition(partitions)
        .write()
        .parquet(pool.toString());
    Settings all = settings(settings);
    Problems problems = new Problems();
    ExportConfig config = ExportConfig.read(all, problems);
    problems.throwIfAny();
    StageResult result =
        new ExportStage(config, List.of(), Optional.of(pool.toString()), all)
            .apply(
                LocalSpark.context(
                    Files.createTempDirectory(folder, "work").toString(), examples.size()),
                Tables.examples(examples, partitions));
    return new Written(Path.of(result.artifacts().orElseThrow(), "self-instruct"), result);
  }

  private static Settings settings(String... more) {
    return StageRun.settings(
        Stream.concat(Stream.of("export.formats=[self-instruct]"), Stream.of(more))
            .toArray(String[]::new));
  }

  private static List<Task> backwards() {
    List<Task> tasks = new ArrayList<>(tasks());
    Collections.reverse(tasks);
    return tasks;
  }

  @Test
  void theFilesHaveTheNamesOfTheReleasedCode() throws IOException {
    Written written = export(tasks(), examples(), 3);
    int distinct = new LinkedHashSet<>(examples().stream().map(Example::id).toList()).size();
    assertThat(FileBytes.hashes(written.files()))
        .containsOnlyKeys(
            INSTRUCTIONS,
            CLASSIFICATIONS,
            INSTANCES,
            ALL,
            "gpt3_finetuning_data_" + distinct + ".jsonl");
    assertThat(written.lines("gpt3_finetuning_data_" + distinct + ".jsonl")).hasSize(distinct);
    assertThat(written.result().facts().get()).containsEntry("self-instruct", (long) distinct);
    assertThat(written.card()).contains("gpt3_finetuning_data_" + distinct + ".jsonl");
  }

  @Test
  void taskFilesHaveOneLinePerTaskInPoolOrder() throws IOException {
    Written written = export(backwards(), examples(), 4);
    assertThat(written.lines(INSTRUCTIONS))
        .isEqualTo(
            tasks().stream()
                .map(task -> SelfInstructFiles.instruction(task.instruction(), task.metadata()))
                .toList());
    assertThat(written.lines(CLASSIFICATIONS))
        .isEqualTo(
            tasks().stream()
                .map(task -> SelfInstructFiles.classification(task.instruction(), task.metadata()))
                .toList());
    assertThat(written.lines(INSTANCES))
        .isEqualTo(
            tasks().stream()
                .map(task -> SelfInstructFiles.instances(task.instruction(), task.metadata()))
                .toList());
  }

  @Test
  void theInstanceFileHasEveryRowInOrderIncludingDuplicates() throws IOException {
    assertThat(export(tasks(), examples(), 5).lines(ALL))
        .isEqualTo(
            examples().stream()
                .map(e -> SelfInstructFiles.instance(e.instruction(), e.input(), e.output()))
                .toList());
  }

  @Test
  void theTrainingFileHasEqualLinesOnceShuffledByTheSeed() throws IOException {
    Settings settings = settings();
    Problems problems = new Problems();
    Format encoding = ExportConfig.read(settings, problems).selfInstruct().orElseThrow();
    long seed = settings.seed(problems);
    problems.throwIfAny();
    List<String> expected =
        examples().stream()
            .sorted(
                Comparator.<Example>comparingLong(
                        e -> SelfInstructFiles.fineTuningOrder(seed, e.id()))
                    .thenComparing(Example::id))
            .map(e -> JsonLines.line(encoding.columns(), (Formatted.Row) encoding.format(e)))
            .distinct()
            .toList();
    Written written = export(tasks(), examples(), 4);
    String name = SelfInstructFiles.fineTuningFile(expected.size());
    assertThat(written.lines(name)).isEqualTo(expected);
    List<String> other = export(tasks(), examples(), 4, "seed=7").lines(name);
    assertThat(other).hasSameSizeAs(expected).isNotEqualTo(expected);
  }

  @Test
  void everyLineIsJsonWithTheDocumentedFields() throws IOException {
    Written written = export(tasks(), examples(), 2);
    fields(written, INSTRUCTIONS, "instruction", "metadata", "request_idx", "most_similar");
    fields(written, CLASSIFICATIONS, "instruction", "is_classification");
    fields(written, INSTANCES, "instruction", "raw_instances", "instance_metadata");
    fields(written, ALL, "instruction", "input", "output");
    fields(written, SelfInstructFiles.fineTuningFile(training(written)), "prompt", "completion");
    JsonNode last = new ObjectMapper().readTree(written.lines(INSTRUCTIONS).get(TASKS - 1));
    assertThat(last.path("request_idx").asInt()).isEqualTo(2);
    assertThat(last.path("metadata").path("response").path("choices").get(0).path("text").asText())
        .isEqualTo(" answer\u2028" + (TASKS - 1));
  }

  private static long training(Written written) {
    return (long) written.result().facts().get().getOrDefault("self-instruct", -1L);
  }

  private static void fields(Written written, String file, String... names) throws IOException {
    List<String> lines = written.lines(file);
    assertThat(lines).as(file).isNotEmpty();
    for (String line : lines) {
      JsonNode json = new ObjectMapper().readTree(line);
      for (String name : names) {
        assertThat(json.has(name)).as(file + ": " + name + " of " + line).isTrue();
      }
    }
  }

  @Test
  void anEmptyPoolGivesEmptyFiles() throws IOException {
    Written written = export(List.of(), List.of(), 1);
    String training = "gpt3_finetuning_data_0.jsonl";
    assertThat(FileBytes.hashes(written.files()))
        .containsOnlyKeys(INSTRUCTIONS, CLASSIFICATIONS, INSTANCES, ALL, training);
    for (String name : List.of(INSTRUCTIONS, CLASSIFICATIONS, INSTANCES, ALL, training)) {
      assertThat(written.lines(name)).as(name).isEmpty();
    }
  }

  @Test
  void theBytesDoNotDependOnTheLayoutOfTheTables() throws IOException {
    Map<String, String> expected = FileBytes.hashes(export(tasks(), examples(), 1).files());
    int[] partitions = {1, 7};
    for (int count : partitions) {
      try (ScopedSparkSettings held = ScopedSparkSettings.shuffling(count == 7, count)) {
        assertThat(held).isNotNull();
        List<Example> examples = new ArrayList<>(examples());
        Collections.reverse(examples);
        assertThat(FileBytes.hashes(export(backwards(), examples, 7).files())).isEqualTo(expected);
      }
    }
  }

  @Test
  void theExamplesPassUnchanged() throws IOException {
    Written written = export(tasks(), examples(), 2);
    assertThat(Tables.read(written.result().rows())).isEqualTo(examples());
    assertThat(written.result().rows().columns()).isEqualTo(ExamplesTable.SCHEMA.fieldNames());
  }
}
