package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.testing.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed training runs resume with the same command. */
class KilledTrainingIT {

  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path folder;

  private TinyTrainingData data;

  @BeforeEach
  void write() {
    data = new TinyTrainingData(folder);
  }

  /** The number of the last checkpoint, or -1 without checkpoints. */
  private long lastCheckpoint(String output) throws IOException {
    Path checkpoints = data.path(output).resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return -1;
    }
    try (Stream<Path> all = Files.list(checkpoints)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("step-"))
          .mapToLong(name -> Long.parseLong(name.substring(5)))
          .max()
          .orElse(-1);
    }
  }

  /** Starts the program and kills it some time after a checkpoint appears. */
  private void killAfter(List<String> arguments, String output, long checkpoint, long millis)
      throws IOException, InterruptedException {
    try (ChildRun run = ChildRun.start(folder.resolve("log"), arguments)) {
      long since = System.nanoTime();
      while (lastCheckpoint(output) < checkpoint) {
        assertThat(run.isRunning()).as(run::log).isTrue();
        assertThat(System.nanoTime() - since).isLessThan(PATIENCE_SECONDS * 1_000_000_000);
        Thread.sleep(1);
      }
      Thread.sleep(millis);
      run.kill();
    }
  }

  private void end(List<String> arguments) throws IOException, InterruptedException {
    try (ChildRun run = ChildRun.start(folder.resolve("log"), arguments)) {
      assertThat(run.end()).as(run::log).isZero();
    }
  }

  private List<String> sft(String output) {
    return data.sft(
        output,
        "--eval-dataset",
        data.path("held-out.jsonl").toString(),
        "--set",
        "sft.max-steps=600",
        "--set",
        "sft.save-steps=50",
        "--set",
        "sft.eval-steps=120",
        "--set",
        "sft.dropout=0.1",
        "--set",
        "sft.per-device-train-batch-size=4",
        "--set",
        "sft.gradient-accumulation-steps=2");
  }

  @Test
  void sftKilledTwiceResumesBitForBit() throws IOException, InterruptedException {
    killAfter(sft("killed"), "killed", 50, 0);
    killAfter(sft("killed"), "killed", 250, 37);
    assertThat(data.path("killed/model")).doesNotExist();
    end(sft("killed"));
    end(sft("whole"));
    assertThat(data.outputs("killed"))
        .containsKeys("model/model.safetensors", "checkpoints/step-0000000600/state.json")
        .isEqualTo(data.outputs("whole"));
  }

  @Drill("DPO")
  @Test
  void dpoKilledTwiceResumesBitForBit() throws IOException, InterruptedException {
    data.run(data.sft("base", "--set", "sft.max-steps=20")).succeeded();
    killAfter(dpo("killed"), "killed", 30, 5);
    killAfter(dpo("killed"), "killed", 150, 0);
    end(dpo("killed"));
    end(dpo("whole"));
    assertThat(data.outputs("killed"))
        .containsKeys("reference-train.jsonl", "checkpoints/step-0000000300/optimizer.safetensors")
        .isEqualTo(data.outputs("whole"));
  }

  @Drill("LoRA")
  @Test
  void loraTrainingKilledTwiceResumesBitForBit() throws IOException, InterruptedException {
    data.run(data.sft("base", "--set", "sft.max-steps=20")).succeeded();
    for (String job : List.of("sft", "dpo")) {
      killAfter(adapters(job, job + "/killed"), job + "/killed", 90, 5);
      assertThat(data.path(job + "/killed/adapter")).doesNotExist();
      end(adapters(job, job + "/killed"));
      end(adapters(job, job + "/whole"));
      assertThat(data.outputs(job + "/killed"))
          .containsKeys(
              "adapter/adapter_model.safetensors",
              "model/model.safetensors",
              "checkpoints/step-0000000300/optimizer.safetensors")
          .isEqualTo(data.outputs(job + "/whole"));
    }
  }

  /** Trains LoRA adapters of the model in {@code base}, with dropout in adapters and model. */
  private List<String> adapters(String job, String output) {
    List<String> all =
        new ArrayList<>(
            job.equals("sft")
                ? data.sft(output, "--model", data.path("base/model").toString())
                : data.dpo("base/model", output));
    for (String setting :
        List.of(
            "lora.r=2", "lora.lora-dropout=0.1", "dropout=0.1", "max-steps=300", "save-steps=30")) {
      all.addAll(List.of("--set", job + "." + setting));
    }
    return all;
  }

  private List<String> dpo(String output) {
    return data.dpo(
        "base/model",
        output,
        "--eval-dataset",
        data.path("pairs.jsonl").toString(),
        "--set",
        "dpo.max-steps=300",
        "--set",
        "dpo.save-steps=30",
        "--set",
        "dpo.eval-steps=100",
        "--set",
        "dpo.metric-for-best-model=rewards/accuracies",
        "--set",
        "dpo.dropout=0.1",
        "--set",
        "dpo.per-device-train-batch-size=4");
  }

  /** A limit on the size of files stands in for a full disk: writing fails in the same places. */
  @Test
  void unwritableCheckpointIsReportedAndTheLastOneRemains()
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(data.sft("out", "--set", "sft.max-steps=40"));
    command.addAll(List.of("--set", "sft.save-steps=10"));
    command.addAll(List.of("--set", "sft.report-to=[]"));
    end(command);
    List<String> killed = new ArrayList<>(command);
    killed.set(killed.indexOf(data.path("out").toString()), data.path("full").toString());
    killAfter(killed, "full", 10, 0);
    long before = lastCheckpoint("full");
    long weights = Files.size(data.path("out/checkpoints/step-0000000040/optimizer.safetensors"));
    try (ChildRun run =
        ChildRun.startLimited(folder.resolve("log"), (weights - 1) / 1024, killed)) {
      assertThat(run.end()).as(run::log).isEqualTo(73);
      assertThat(run.log())
          .contains("cannot write " + data.path("full/checkpoints/.step-"))
          .contains("it resumes from the last checkpoint")
          .doesNotContain("internal error");
    }
    assertThat(lastCheckpoint("full")).isEqualTo(before);
    end(killed);
    assertThat(data.outputs("full")).isEqualTo(data.outputs("out"));
  }
}
