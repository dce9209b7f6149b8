package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.ExitCode;
import io.gristmill.jobs.train.data.ReferenceLogProbs;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.file.ModelFingerprint;
import io.gristmill.jobs.train.testing.PeftAdapters;
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

/** Training from the command line. */
class TrainingCommandTest {

  @TempDir Path folder;

  private TinyTrainingData data;

  @BeforeEach
  void write() {
    data = new TinyTrainingData(folder);
  }

  private static List<JsonNode> of(List<JsonNode> told, String split) {
    return told.stream().filter(line -> line.path("split").asText().equals(split)).toList();
  }

  @Test
  void trainsFromScratchThenFineTunesAndAligns() throws IOException {
    String[] sft = {
      "--eval-dataset", data.path("held-out.jsonl").toString(),
      "--set", "sft.max-steps=30",
      "--set", "sft.eval-steps=10",
      "--set", "sft.sample-prompts=[\"Which is larger, 3 or 4?\"]",
      "--set", "sft.max-new-tokens=8"
    };
    CliRun run = data.run(data.sft("first", sft)).succeeded();
    assertThat(run.out()).contains("from scratch").contains(data.path("first/model").toString());
    assertThat(run.err())
        .contains("data: read 40 rows, kept 40, dropped 0; ")
        .contains("evaluation after step 30");
    JsonNode record = data.record("first");
    assertThat(record.path("outcome").asText()).isEqualTo("done");
    assertThat(record.path("counts").path("kept").asInt()).isEqualTo(40);
    assertThat(record.path("stages").path(0).path("facts").path("steps").asInt()).isEqualTo(30);
    assertThat(record.path("inputs").findValuesAsText("format"))
        .containsExactly("model", "model", "jsonl", "jsonl");
    List<JsonNode> told = data.logEntries("first", "metrics.jsonl");
    List<JsonNode> losses = of(told, "train");
    assertThat(losses).hasSize(30);
    assertThat(losses.get(29).path("values").path("loss").asDouble())
        .isLessThan(losses.get(0).path("values").path("loss").asDouble() / 2);
    assertThat(of(told, "eval")).hasSize(4);
    assertThat(of(told, "eval").get(3).path("values").has("exact_match")).isTrue();
    assertThat(data.logEntries("first", "samples.jsonl")).hasSize(4);
    assertThat(data.path("first/model")).isDirectoryContaining("glob:**/tokenizer.json");
    assertThat(ModelDirectory.open(data.path("first/model")).config().sizes().hiddenSize())
        .isEqualTo(16);

    String[] dpo = {
      "--eval-dataset", data.path("pairs.jsonl").toString(), "--set", "dpo.num-train-epochs=2"
    };
    data.run(data.dpo("first/model", "second", dpo)).succeeded();
    List<JsonNode> aligned = data.logEntries("second", "metrics.jsonl");
    JsonNode start = of(aligned, "eval").get(0).path("values");
    assertThat(start.path("loss").asDouble()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(of(aligned, "train").get(0).path("values").path("loss").asDouble())
        .isCloseTo(Math.log(2), within(1e-6));
    assertThat(of(aligned, "eval").get(1).path("values").path("rewards/margins").asDouble())
        .isPositive();
    assertThat(Files.readAllLines(data.path("second/reference-train.jsonl"))).hasSize(20);
  }

  @Test
  void finishedTrainingIsReusedAndAnotherOneNeedsOverwrite() {
    data.run(data.sft("out", "--set", "sft.max-steps=2")).succeeded();
    Map<String, Object> left = data.outputs("out");
    CliRun again = data.run(data.sft("out", "--set", "sft.max-steps=2")).succeeded();
    assertThat(again.out()).contains("nothing to do, an earlier run");
    assertThat(data.outputs("out")).isEqualTo(left);
    CliRun more =
        data.run(
            data.sft(
                "out",
                "--set",
                "sft.max-steps=2",
                "--set",
                "sft.threads=1",
                "--set",
                "sft.save-steps=7"));
    assertThat(more.succeeded().out())
        .as("device and checkpoint settings may differ")
        .contains("nothing to do");
    CliRun other = data.run(data.sft("out", "--set", "sft.max-steps=3"));
    assertThat(other.code()).isEqualTo(ExitCode.OUTPUT.code());
    assertThat(other.err()).contains("holds another run (sft ").contains("--overwrite");
    data.run(data.sft("out", "--set", "sft.max-steps=3", "--overwrite")).succeeded();
    assertThat(data.outputs("out").keySet())
        .contains("checkpoints/step-0000000003/state.json")
        .doesNotContain("checkpoints/step-0000000002/state.json");
  }

  @Test
  void lockedRunDirectoryIsRefused() throws IOException {
    Files.createDirectories(data.path("out"));
    try (FileChannel held =
        FileChannel.open(
            data.path("out/.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(held.lock().isValid()).isTrue();
      CliRun run = data.run(data.sft("out", "--set", "sft.max-steps=2"));
      assertThat(run.code()).isEqualTo(ExitCode.TRY_AGAIN.code());
      assertThat(run.err()).contains("another training is running there");
    }
  }

  @Test
  void loraTrainsAdaptersOnly() throws IOException {
    data.run(data.sft("base", "--set", "sft.max-steps=5")).succeeded();
    String[] lora = {
      "--set", "dpo.lora.r=2", "--set", "dpo.lora.target-modules=[q_proj, down_proj]"
    };
    data.run(data.dpo("base/model", "out", lora)).succeeded();
    assertThat(PeftAdapters.lora(data.path("out/adapter")).rank()).isEqualTo(2);
    assertThat(data.path("out/model/model.safetensors"))
        .isRegularFile()
        .satisfies(
            file ->
                assertThat(Files.mismatch(file, data.path("base/model/model.safetensors")))
                    .as("merged weights")
                    .isNotNegative());
    JsonNode first = of(data.logEntries("out", "metrics.jsonl"), "train").get(0);
    assertThat(first.path("values").path("loss").asDouble()).isCloseTo(Math.log(2), within(1e-6));
    String[] wrong = {"--set", "dpo.lora.r=2", "--set", "dpo.lora.target-modules=[c_attn]"};
    assertThat(data.run(data.dpo("base/model", "wrong", wrong)).err())
        .contains("have no linear layer \"c_attn\"");
    assertThat(data.path("wrong")).doesNotExist();
  }

  @Test
  void precomputedReferenceScoresAreReused() throws IOException {
    data.run(data.sft("base", "--set", "sft.max-steps=5")).succeeded();
    data.run(data.dpo("base/model", "computed")).succeeded();
    String model = ReferenceLogProbs.modelName(ModelFingerprint.of(data.path("base/model")), false);
    data.scorePairs("computed/reference-train.jsonl", model);
    data.run(data.dpo("base/model", "known")).succeeded();
    assertThat(data.path("known/reference-train.jsonl")).doesNotExist();
    assertThat(data.logEntries("known", "metrics.jsonl"))
        .isEqualTo(data.logEntries("computed", "metrics.jsonl"));
    data.scorePairs("computed/reference-train.jsonl", "another model");
    data.run(data.dpo("base/model", "others")).succeeded();
    assertThat(data.path("others/reference-train.jsonl")).exists();
  }

  @Test
  void dryRunChecksModelAndDataAndWritesNothing() {
    CliRun run = data.run(data.sft("out", "--dry-run")).succeeded();
    assertThat(run.out())
        .contains("parameters trained")
        .contains("data    " + data.path("train.jsonl") + ", jsonl");
    assertThat(data.path("out")).doesNotExist();
  }

  @Test
  void allSettingsProblemsAreReportedAtOnce() {
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
  void missingPathsAreReportedWithTheirOptions() {
    List<String> noInput = List.of("sft", "--model", "m", "--output", "o");
    assertThat(data.run(noInput).refusedWith(ExitCode.USAGE).messages())
        .containsExactly("the input is missing; give files or directories: INPUT...");
    List<String> noOutput = List.of("sft", "--model", "m", "--input", "i");
    assertThat(data.run(noOutput).refusedWith(ExitCode.USAGE).messages())
        .containsExactly("the run directory is missing; give --output DIR");
  }

  @Test
  void trainingWithoutRowsIsRefusedAndLeavesNoLock() throws IOException {
    Files.writeString(data.path("empty.jsonl"), "{\"instruction\": \"a\"}\n");
    List<String> empty = data.sft("out", "--set", "run.input=[" + quoted("empty.jsonl") + "]");
    empty.removeAll(List.of("--input", data.path("train.jsonl").toString()));
    CliRun run = data.run(empty);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.err()).contains("no row to train on");
    assertThat(data.record("out").path("outcome").asText()).isEqualTo("failed");
    data.run(data.sft("out", "--set", "sft.max-steps=1")).succeeded();
  }

  private String quoted(String name) {
    return com.typesafe.config.ConfigUtil.quoteString(data.path(name).toString());
  }

  @Test
  void helpShowsTheSettingsOfTrainerAndData() {
    assertThat(CliRun.withoutSpark("dpo", "--help-all").succeeded().out())
        .contains("dpo.KEY=VALUE", "trainer.KEY=VALUE", "training-data.KEY=VALUE")
        .contains("label-smoothing = 0")
        .doesNotContain("ingest.KEY=VALUE");
  }
}
