package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.ExitCode;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages of {@code curate} that train tokenizers and models. */
class TrainingStagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STAGES =
      "[split, tokenizer, sft, preferences, dpo, 'export of split']";

  @TempDir static Path folder;

  @BeforeAll
  static void runStages() throws IOException {
    LocalSpark.session();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int a = i % 10;
      int b = i * 7 % 11;
      lines.add(
          CliFiles.record(
              "Which is larger, " + a + " or " + b + "? (" + i + ")",
              "It is " + Math.max(a, b) + ". 하나"));
    }
    Files.write(folder.resolve("data.jsonl"), lines);
    curate("out", STAGES).succeeded();
  }

  private static CliRun curate(String output, String stages, String... more) {
    List<String> all = new ArrayList<>(List.of("curate", "--format", "jsonl"));
    all.addAll(List.of("--input", path("data.jsonl"), "--output", path(output)));
    all.addAll(settings());
    all.addAll(List.of("--set", "curate.stages=" + stages.replace('\'', '"')));
    all.addAll(List.of("--set", "run.keep-stages=true", "--set", "split.leakage=ignore"));
    all.addAll(List.of("--set", "split.ratios={ train = 0.6, validation = 0.2, test = 0.2 }"));
    all.addAll(List.of(more));
    return CliRun.of(all.toArray(new String[0]));
  }

  private static List<String> settings() {
    List<String> all = new ArrayList<>();
    for (String setting :
        List.of(
            "training-data.prompt-template=plain",
            "tokenizer.vocab-size=300",
            "sft.scratch.hidden-size=16",
            "sft.scratch.num-hidden-layers=1",
            "sft.scratch.num-attention-heads=2",
            "sft.scratch.max-position-embeddings=128",
            "sft.max-steps=12",
            "sft.per-device-train-batch-size=4",
            "sft.eval-steps=4",
            "sft.save-steps=5",
            "sft.learning-rate=0.01",
            "dpo.max-steps=4",
            "dpo.per-device-train-batch-size=4",
            "dpo.eval-on-start=false")) {
      all.addAll(List.of("--set", setting));
    }
    return all;
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  private static JsonNode stage(String output, String name) {
    for (JsonNode stage : json(folder.resolve(output).resolve("run.json")).path("stages")) {
      if (stage.path("name").asText().equals(name)) {
        return stage;
      }
    }
    throw new AssertionError(output + " has no stage " + name);
  }

  private static JsonNode json(Path file) {
    return json(FileBytes.read(file));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the questions and answers of a split as input for the separate commands. */
  private static String questions(String split) throws IOException {
    Path file = folder.resolve(split + ".jsonl");
    List<String> lines = new ArrayList<>();
    for (String line : FileBytes.lines(folder.resolve("out/rows"))) {
      JsonNode row = json(line);
      if (row.path("metadata").path("split").asText().equals(split)) {
        ObjectNode both = JSON.createObjectNode();
        both.set("instruction", row.path("instruction"));
        lines.add(both.set("output", row.path("output")).toString());
      }
    }
    Files.write(file, lines);
    return file.toString();
  }

  private static String learned(String stage) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("out/stages"))) {
      return all.filter(path -> path.toString().matches(".*-" + stage + "-\\w+\\.parts"))
          .findFirst()
          .orElseThrow()
          .resolve("rows")
          .toString();
    }
  }

  @Test
  void tokenizerStageEqualsTheCommandOnTheTrainingRows() throws IOException {
    CliRun.withoutSpark(
            "tokenizer",
            "--input",
            questions("train"),
            "--output",
            path("tokenizer"),
            "--set",
            "tokenizer.vocab-size=300",
            "--set",
            "training-data.prompt-template=plain")
        .succeeded();
    Map<String, String> made = FileBytes.hashes(folder.resolve("out/tokenizer"));
    assertThat(made).isEqualTo(FileBytes.hashes(folder.resolve("tokenizer"))).hasSize(3);
    JsonNode facts = stage("out", "tokenizer").path("facts");
    assertThat(facts.path("tokenizer.json").asText())
        .isEqualTo("sha256:" + made.get("tokenizer.json"));
    assertThat(facts.path("texts").asInt()).isEqualTo(facts.path("learned").asInt()).isPositive();
  }

  @Test
  void sftStageEqualsTheCommandBitForBit() throws IOException {
    List<String> command = new ArrayList<>(List.of("sft", "--input", questions("train")));
    command.addAll(List.of("--eval-dataset", questions("validation"), "--output", path("sft")));
    command.addAll(List.of("--set", "sft.scratch.tokenizer=" + path("out/tokenizer")));
    command.addAll(settings());
    CliRun.withoutSpark(command.toArray(new String[0])).succeeded();
    Map<String, String> model = FileBytes.hashes(folder.resolve("out/sft/model"));
    assertThat(model)
        .isEqualTo(FileBytes.hashes(folder.resolve("sft/model")))
        .containsKeys("model.safetensors", "tokenizer.json", "config.json");
    JsonNode facts = stage("out", "sft").path("facts");
    assertThat(facts.path("model.safetensors").asText())
        .isEqualTo("sha256:" + model.get("model.safetensors"));
    assertThat(facts.path("steps").asInt()).isEqualTo(12);
    assertThat(facts.path("best-value").asDouble()).isPositive();
    assertThat(FileBytes.hashes(folder.resolve("out/sft")).keySet())
        .contains("metrics.jsonl", "report.html", "run.json", "rejects.jsonl")
        .noneMatch(name -> name.startsWith("checkpoints"));
  }

  @Test
  void dpoStageEqualsTheCommandOnTheFineTunedModel() throws IOException {
    List<String> command = new ArrayList<>(List.of("dpo", "--input", learned("dpo") + "/train"));
    command.addAll(List.of("--eval-dataset", learned("dpo") + "/validation"));
    command.addAll(List.of("--model", path("out/sft/model"), "--output", path("dpo")));
    command.addAll(settings());
    CliRun.withoutSpark(command.toArray(new String[0])).succeeded();
    Map<String, String> model = FileBytes.hashes(folder.resolve("out/dpo/model"));
    assertThat(model).isEqualTo(FileBytes.hashes(folder.resolve("dpo/model")));
    assertThat(model.get("model.safetensors"))
        .isNotEqualTo(FileBytes.hashes(folder.resolve("out/sft/model")).get("model.safetensors"));
    JsonNode facts = stage("out", "dpo").path("facts");
    assertThat(facts.path("model.safetensors").asText())
        .isEqualTo("sha256:" + model.get("model.safetensors"));
  }

  @Test
  void rowsAreCountedAlongTheTablesThatStagesRead() {
    JsonNode split = stage("out", "split");
    JsonNode sft = stage("out", "sft").path("facts");
    long learned = sft.path("learned").asLong();
    long evaluated = sft.path("evaluated").asLong();
    long untouched = sft.path("untouched").asLong();
    assertThat(learned).isGreaterThan(20);
    assertThat(List.of(evaluated, untouched)).allMatch(rows -> rows > 3);
    assertThat(learned + evaluated + untouched).isEqualTo(split.path("kept").asLong());
    JsonNode preferences = stage("out", "preferences");
    assertThat(preferences.path("read").asLong()).isEqualTo(60);
    assertThat(stage("out", "dpo").path("read")).isEqualTo(preferences.path("kept"));
    JsonNode export = stage("out", "export");
    assertThat(export.path("read").asLong()).isEqualTo(60);
    assertThat(export.path("facts").path("of").asText()).isEqualTo("split");
    JsonNode counts = json(folder.resolve("out/run.json")).path("counts");
    assertThat(FileBytes.lines(folder.resolve("out/rows")))
        .hasSize(counts.path("kept").asInt())
        .hasSize(60)
        .allMatch(line -> !line.contains("\"rejected\""));
    assertThat(FileBytes.lines(folder.resolve("out/rejects")))
        .hasSize(counts.path("dropped").asInt());
  }

  @Test
  void respondUsesTheConfiguredModel() {
    String model = "sft.model=" + path("out/sft/model");
    curate("more", "[sft]", "--set", model, "--set", "sft.max-steps=2").succeeded();
    assertThat(FileBytes.hashes(folder.resolve("more/sft/model")))
        .hasSameSizeAs(FileBytes.hashes(folder.resolve("out/sft/model")));
    assertThat(stage("more", "sft").path("facts").path("learned").asInt())
        .as("rows without splits")
        .isEqualTo(60);
    assertThat(stage("more", "sft").path("facts").path("evaluated").asInt()).isZero();
  }

  @Test
  void tableWithoutTrainingRowsIsReported() {
    CliRun run =
        curate(
            "none",
            "[split, tokenizer]",
            "--set",
            "split.ratios={ train = 0, validation = 0.5, test = 0.5 }");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.err()).contains("tokenizer: no training rows: ").doesNotContain("\tat ");
  }
}
