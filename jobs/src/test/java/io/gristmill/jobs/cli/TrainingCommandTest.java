package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.ExitCode;
import io.gristmill.jobs.train.data.ReferenceLogProbs;
import io.gristmill.jobs.train.file.AdapterDirectory;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.file.ModelFingerprint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings from the command line. */
class TrainingCommandTest {

  @TempDir Path folder;

  private TinyLessons lessons;

  @BeforeEach
  void write() {
    lessons = new TinyLessons(folder);
  }

  private static List<JsonNode> of(List<JsonNode> told, String split) {
    return told.stream().filter(line -> line.path("split").asText().equals(split)).toList();
  }

  @Test
  void aModelIsMadeFineTunedAndAligned() throws IOException {
    String[] sft = {
      "--eval-dataset", lessons.path("held-out.jsonl").toString(),
      "--set", "sft.max-steps=30",
      "--set", "sft.eval-steps=10",
      "--set", "sft.sample-prompts=[\"Which is larger, 3 or 4?\"]",
      "--set", "sft.max-new-tokens=8"
    };
    CliRun run = lessons.run(lessons.sft("first", sft)).succeeded();
    assertThat(run.out()).contains("from scratch").contains(lessons.path("first/model").toString());
    assertThat(run.err())
        .contains("data: read 40 rows, kept 40, dropped 0; ")
        .contains("evaluation after step 30");
    JsonNode record = lessons.record("first");
    assertThat(record.path("outcome").asText()).isEqualTo("done");
    assertThat(record.path("counts").path("kept").asInt()).isEqualTo(40);
    assertThat(record.path("stages").path(0).path("facts").path("steps").asInt()).isEqualTo(30);
    assertThat(record.path("inputs").findValuesAsText("format"))
        .containsExactly("model", "model", "jsonl", "jsonl");
    List<JsonNode> told = lessons.told("first", "metrics.jsonl");
    List<JsonNode> losses = of(told, "train");
    assertThat(losses).hasSize(30);
    assertThat(losses.get(29).path("values").path("loss").asDouble())
        .isLessThan(losses.get(0).path("values").path("loss").asDouble() / 2);
    assertThat(of(told, "eval")).hasSize(4);
    assertThat(of(told, "eval").get(3).path("values").has("exact_match")).isTrue();
    assertThat(lessons.told("first", "samples.jsonl")).hasSize(4);
    assertThat(lessons.path("first/model")).isDirectoryContaining("glob:**/tokenizer.json");
    assertThat(ModelDirectory.open(lessons.path("first/model")).config().sizes().hiddenSize())
        .isEqualTo(16);

    String[] dpo = {
      "--eval-dataset", lessons.path("pairs.jsonl").toString(), "--set", "dpo.num-train-epochs=2"
    };
    lessons.run(lessons.dpo("first/model", "second", dpo)).succeeded();
    List<JsonNode> aligned = lessons.told("second", "metrics.jsonl");
    JsonNode start = of(aligned, "eval").get(0).path("values");
    assertThat(start.path("loss").asDouble()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(of(aligned, "train").get(0).path("values").path("loss").asDouble())
        .isCloseTo(Math.log(2), within(1e-6));
    assertThat(of(aligned, "eval").get(1).path("values").path("rewards/margins").asDouble())
        .isPositive();
    assertThat(Files.readAllLines(lessons.path("second/reference-train.jsonl"))).hasSize(20);
  }

  @Test
  void aFinishedTrainingIsFoundAndAnotherOneIsRefusedUntilItMayOverwrite() {
    lessons.run(lessons.sft("out", "--set", "sft.max-steps=2")).succeeded();
    Map<String, Object> left = lessons.left("out");
    CliRun again = lessons.run(lessons.sft("out", "--set", "sft.max-steps=2")).succeeded();
    assertThat(again.out()).contains("nothing to do, an earlier run");
    assertThat(lessons.left("out")).isEqualTo(left);
    CliRun more =
        lessons.run(
            lessons.sft(
                "out",
                "--set",
                "sft.max-steps=2",
                "--set",
                "sft.threads=1",
                "--set",
                "sft.save-steps=7"));
    assertThat(more.succeeded().out()).as("machine and checkpoints").contains("nothing to do");
    CliRun other = lessons.run(lessons.sft("out", "--set", "sft.max-steps=3"));
    assertThat(other.code()).isEqualTo(ExitCode.OUTPUT.code());
    assertThat(other.err()).contains("holds another run (sft ").contains("--overwrite");
    lessons.run(lessons.sft("out", "--set", "sft.max-steps=3", "--overwrite")).succeeded();
    assertThat(lessons.left("out").keySet())
        .contains("checkpoints/step-0000000003/state.json")
        .doesNotContain("checkpoints/step-0000000002/state.json");
  }

  @Test
  void aTrainingThatIsAtWorkKeepsOthersOut() throws IOException {
    Files.createDirectories(lessons.path("out"));
    try (FileChannel held =
        FileChannel.open(
            lessons.path("out/.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(held.lock().isValid()).isTrue();
      CliRun run = lessons.run(lessons.sft("out", "--set", "sft.max-steps=2"));
      assertThat(run.code()).isEqualTo(ExitCode.TRY_AGAIN.code());
      assertThat(run.err()).contains("another training is running there");
    }
  }

  @Test
  void adaptersAreTrainedInPlaceOfTheWeights() throws IOException {
    lessons.run(lessons.sft("base", "--set", "sft.max-steps=5")).succeeded();
    String[] lora = {
      "--set", "dpo.lora.r=2", "--set", "dpo.lora.target-modules=[q_proj, down_proj]"
    };
    lessons.run(lessons.dpo("base/model", "out", lora)).succeeded();
    AdapterDirectory adapter = AdapterDirectory.open(lessons.path("out/adapter"));
    assertThat(adapter.lora().rank()).isEqualTo(2);
    assertThat(lessons.path("out/model/model.safetensors"))
        .isRegularFile()
        .satisfies(
            file ->
                assertThat(Files.mismatch(file, lessons.path("base/model/model.safetensors")))
                    .as("merged")
                    .isNotNegative());
    JsonNode first = of(lessons.told("out", "metrics.jsonl"), "train").get(0);
    assertThat(first.path("values").path("loss").asDouble()).isCloseTo(Math.log(2), within(1e-6));
    String[] wrong = {"--set", "dpo.lora.r=2", "--set", "dpo.lora.target-modules=[c_attn]"};
    assertThat(lessons.run(lessons.dpo("base/model", "wrong", wrong)).err())
        .contains("have no linear layer \"c_attn\"");
    assertThat(lessons.path("wrong")).doesNotExist();
  }

  @Test
  void scoresThatTheDataBringAreNotComputedAgain() throws IOException {
    lessons.run(lessons.sft("base", "--set", "sft.max-steps=5")).succeeded();
    lessons.run(lessons.dpo("base/model", "computed")).succeeded();
    String model =
        ReferenceLogProbs.modelName(ModelFingerprint.of(lessons.path("base/model")), false);
    lessons.scorePairs("computed/reference-train.jsonl", model);
    lessons.run(lessons.dpo("base/model", "known")).succeeded();
    assertThat(lessons.path("known/reference-train.jsonl")).doesNotExist();
    assertThat(lessons.told("known", "metrics.jsonl"))
        .isEqualTo(lessons.told("computed", "metrics.jsonl"));
    lessons.scorePairs("computed/reference-train.jsonl", "another model");
    lessons.run(lessons.dpo("base/model", "others")).succeeded();
    assertThat(lessons.path("others/reference-train.jsonl")).exists();
  }

  @Test
  void aDryRunLooksAtModelAndDataAndWritesNothing() {
    CliRun run = lessons.run(lessons.sft("out", "--dry-run")).succeeded();
    assertThat(run.out())
        .contains("parameters trained")
        .contains("data    " + lessons.path("train.jsonl") + ", jsonl");
    assertThat(lessons.path("out")).doesNotExist();
  }

  @Test
  void allThatIsWrongWithTheSettingsIsToldAtOnce() {
    CliRun run =
        CliRun.withoutSpark(
            "dpo",
            "--set=dpo.loss.loss-type=[hinge]",
            "--set=dpo.loss.label-smoothing=0.1",
            "--set=dpo.metric-for-best-model=exact_match",
            "--set=dpo.device=tpu",
            "--set=dpo.learning-rate=0",
            "--set=training-data.prompt-template=poem",
            "--set=dpo.report-to=[mlflow]",
            "--set=dpo.mlflow.tracking-uri=ftp://x",
            "--device=tpu");
    assertThat(run.refusedWith(ExitCode.CONFIGURATION).messages())
        .anyMatch(m -> m.startsWith("dpo.loss.label-smoothing must be 0 for hinge"))
        .anyMatch(m -> m.startsWith("dpo.metric-for-best-model must be one of loss, rewards/acc"))
        .anyMatch(m -> m.startsWith("dpo.device must be auto, cpu, cuda or cuda:N"))
        .anyMatch(m -> m.startsWith("dpo.learning-rate must be a number from"))
        .anyMatch(m -> m.startsWith("training-data.prompt-template must be one of"))
        .anyMatch(m -> m.startsWith("dpo.mlflow.tracking-uri must be"))
        .anyMatch(m -> m.startsWith("dpo.model must be a directory (--model)"))
        .hasSize(7);
  }

  @Test
  void whatIsMissingIsAskedForByItsOption() {
    List<String> noInput = List.of("sft", "--model", "m", "--output", "o");
    assertThat(lessons.run(noInput).refusedWith(ExitCode.USAGE).messages())
        .containsExactly("name what to read: --input PATH...");
    List<String> noOutput = List.of("sft", "--model", "m", "--input", "i");
    assertThat(lessons.run(noOutput).refusedWith(ExitCode.USAGE).messages())
        .containsExactly("name the run directory: --output DIR");
  }

  @Test
  void aTrainingWithoutARowIsRefusedAndInNobodysWay() throws IOException {
    Files.writeString(lessons.path("empty.jsonl"), "{\"instruction\": \"a\"}\n");
    List<String> empty = lessons.sft("out", "--set", "run.input=[" + quoted("empty.jsonl") + "]");
    empty.removeAll(List.of("--input", lessons.path("train.jsonl").toString()));
    CliRun run = lessons.run(empty);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.err()).contains("no row to train on");
    assertThat(lessons.record("out").path("outcome").asText()).isEqualTo("failed");
    lessons.run(lessons.sft("out", "--set", "sft.max-steps=1")).succeeded();
  }

  private String quoted(String name) {
    return com.typesafe.config.ConfigUtil.quoteString(lessons.path(name).toString());
  }

  @Test
  void theHelpShowsTheSettingsOfTheTrainingAndOfItsData() {
    String help = CliRun.withoutSpark("dpo", "--help").succeeded().out();
    assertThat(help)
        .contains("--set dpo.KEY=VALUE")
        .contains("--set training-data.KEY=VALUE")
        .contains("label-smoothing = 0")
        .doesNotContain("gristmill ingest --help");
    assertThat(CliRun.withoutSpark("curate", "--help").succeeded().out())
        .as("a training is no stage of curate")
        .containsPattern("Settings of the stages: gristmill [a-z|]*dedup[a-z|]* --help")
        .doesNotContainPattern("Settings of the stages: gristmill [a-z|-]*sft");
  }
}
