package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.testing.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains with the packaged program on a cluster of two workers; a discovery script of the second
 * reports a simulated GPU.
 */
class ExecutorTrainingIT {

  private static final long MINUTES = 3;

  /** A PyTorch installation for executors, as an administrator would provide it. */
  private static final Path NATIVES = CliFiles.root().resolve("jobs/target/gristmill/natives");

  @TempDir static Path folder;

  private static StandaloneCluster cluster;
  private static TinyTrainingData data;

  @BeforeAll
  static void start() throws IOException {
    data = new TinyTrainingData(folder);
    Path script =
        Files.writeString(
            folder.resolve("gpus.sh"),
            "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"7\"]}'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    cluster = StandaloneCluster.start(folder.resolve("cluster"), 1);
    cluster.worker(
        1,
        "-Dspark.worker.resource.gpu.amount=1",
        "-Dspark.worker.resource.gpu.discoveryScript=" + script);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static List<String> sft(String output, String device) {
    List<String> arguments = sft(output);
    arguments.set(arguments.indexOf("--device") + 1, device);
    return arguments;
  }

  private static List<String> sft(String output) {
    return data.sft(
        output,
        "--eval-dataset",
        data.path("held-out.jsonl").toString(),
        "--set",
        "sft.max-steps=600",
        "--set",
        "sft.save-steps=25",
        "--set",
        "sft.eval-steps=200",
        "--set",
        "sft.dropout=0.1",
        "--set",
        "sft.per-device-train-batch-size=4");
  }

  /** Starts a training on an executor through the launcher. */
  private static Process launch(List<String> arguments, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(CliFiles.root().resolve("submit/gristmill").toString());
    command.addAll(List.of("--master", cluster.master(), "--driver-memory", "600m"));
    command.addAll(List.of("--conf", "spark.executor.extraClassPath=" + NATIVES + "/*"));
    command.addAll(List.of("--conf", "spark.executor.memory=600m"));
    command.addAll(arguments);
    command.addAll(List.of("--run-on", "executor"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("SPARK_HOME");
    return builder.start();
  }

  private static void end(Process process, Path log, int code) throws InterruptedException {
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      assertThat(ended).as(() -> "takes too long: " + FileBytes.read(log)).isTrue();
      assertThat(process.exitValue()).as(() -> FileBytes.read(log)).isEqualTo(code);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static boolean hasCheckpoint(Path output) {
    try (Stream<Path> all = Files.list(output.resolve("checkpoints"))) {
      return all.anyMatch(path -> path.getFileName().toString().startsWith("step-"));
    } catch (IOException notYet) {
      return false;
    }
  }

  @Drill("a whole training on an executor, and the loss of the executor")
  @Test
  void trainsOnTheGpuHostAndResumesAfterAnExecutorIsLost() throws Exception {
    Path log = folder.resolve("killed.log");
    Path output = data.path("killed");
    Process process = launch(sft("killed", "cpu"), log);
    try {
      StandaloneCluster.await("a checkpoint", () -> !process.isAlive() || hasCheckpoint(output));
      List<ProcessHandle> executors = cluster.executors(1);
      assertThat(executors).as(() -> FileBytes.read(log)).hasSize(1);
      assertThat(cluster.executors(0)).as("executors on the worker without a GPU").isEmpty();
      executors.forEach(ProcessHandle::destroyForcibly);
    } finally {
      end(process, log, 0);
    }
    assertThat(FileBytes.read(log))
        .as("progress on the driver")
        .contains("sft     executor 0 at 127.0.0.2, device cpu")
        .contains("sft     executor 1 at 127.0.0.2, device cpu")
        .contains("sft: evaluation after step 600, loss ")
        .contains("sft  600/600 steps, loss ")
        .contains(output + "/model")
        .doesNotContain("internal error");
    data.run(sft("here", "cpu")).succeeded();
    assertThat(left("killed"))
        .containsKeys("model/model.safetensors", "checkpoints/step-0000000600/weights.safetensors")
        .isEqualTo(left("here"));
    assertThat(output.resolve("tensorboard")).isNotEmptyDirectory();
  }

  /**
   * The files of a training run without the log, which only executors write, and without the
   * fingerprints in checkpoints, which depend on the program version (absent in tests).
   */
  private static Map<String, Object> left(String output) {
    Map<String, Object> left = data.outputs(output);
    left.remove("progress.log");
    String state = "checkpoints/step-0000000600/state.json";
    String text = FileBytes.read(data.path(output).resolve(state));
    assertThat(text).contains("\"fingerprint\"");
    left.put(state, text.replaceFirst("\"fingerprint\" : \"[0-9a-f]{16}\"", ""));
    return left;
  }

  /** PyTorch does not find the simulated GPU, and the executor's error reaches the user. */
  @Test
  void usesTheGpuThatSparkAssignsAndForwardsItsMessages() throws Exception {
    Path log = folder.resolve("refused.log");
    end(launch(sft("refused", "auto"), log), log, ExitCode.CONFIGURATION.code());
    assertThat(FileBytes.read(log))
        .contains("gristmill: device cuda:7: PyTorch finds 0 GPUs")
        .doesNotContain("internal error");
    assertThat(data.record("refused").path("outcome").asText()).isEqualTo("failed");
  }
}
