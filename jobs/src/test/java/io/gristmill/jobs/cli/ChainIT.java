package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.testing.Drill;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a small version of conf/from-seeds.conf: from seed tasks to an aligned model. */
class ChainIT {

  @TempDir Path folder;

  private List<String> arguments(String output) {
    List<String> all = new ArrayList<>(List.of("curate", "--config"));
    all.add(CliFiles.root().resolve("conf/from-seeds.conf").toString());
    all.addAll(List.of("--output", folder.resolve(output).toString(), "--format", "jsonl"));
    for (String setting :
        List.of(
            "generate.num-rows=200",
            "sft.scratch.hidden-size=16",
            "sft.scratch.num-attention-heads=2",
            "sft.scratch.intermediate-size=32",
            "sft.max-steps=240",
            "sft.save-steps=20",
            "sft.eval-steps=80",
            "dpo.max-steps=60",
            "dpo.save-steps=10",
            "dpo.eval-steps=30")) {
      all.addAll(List.of("--set", setting));
    }
    return all;
  }

  private boolean holds(String output, String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    Path root = folder.resolve(output);
    try (Stream<Path> files = Files.walk(root, 6)) {
      return files.map(root::relativize).anyMatch(matcher::matches);
    } catch (IOException | java.io.UncheckedIOException moving) {
      return false; // the run moves directories concurrently
    }
  }

  private void end(String output) throws IOException, InterruptedException {
    try (ChildRun run = ChildRun.start(folder.resolve("log"), arguments(output))) {
      assertThat(run.end()).as(run::log).isZero();
    }
  }

  private void killedWhen(String output, String pattern) throws IOException, InterruptedException {
    try (ChildRun run = ChildRun.start(folder.resolve("log"), arguments(output))) {
      while (run.isRunning() && !holds(output, pattern)) {
        Thread.sleep(2);
      }
      run.kill();
    }
    assertThat(folder.resolve(output).resolve("rows")).doesNotExist();
  }

  /** The facts of all stages, including model hashes but not times. */
  private static List<JsonNode> told(JsonNode record) {
    List<JsonNode> stages = new ArrayList<>();
    for (JsonNode stage : record.path("stages")) {
      stages.add(((ObjectNode) stage).deepCopy().without("seconds"));
    }
    return stages;
  }

  @Test
  void seedTasksBecomeAnAlignedModel() throws IOException, InterruptedException {
    TinyTrainingData files = new TinyTrainingData(folder);
    end("run");
    assertThat(told(files.record("run"))).hasSize(9);
    assertThat(FileBytes.hashes(folder.resolve("run/rows"))).isNotEmpty();
    Path aligned = folder.resolve("run/dpo/model/model.safetensors");
    assertThat(Files.mismatch(folder.resolve("run/sft/model/model.safetensors"), aligned))
        .isNotNegative();
    assertThat(folder.resolve("run/stages")).doesNotExist();
  }

  @Drill("kills during two stages of training, and the rest of the run is reused")
  @Test
  void chainKilledTwiceResumesToTheSameTablesAndModels() throws IOException, InterruptedException {
    TinyTrainingData files = new TinyTrainingData(folder);
    end("whole");
    killedWhen("killed", "stages/*-sft-*.parts/sft/checkpoints/step-0000000020/state.json");
    killedWhen("killed", "stages/*-dpo-*.parts/dpo/checkpoints/step-0000000010/state.json");
    try (ChildRun run = ChildRun.start(folder.resolve("log"), arguments("killed"))) {
      assertThat(run.end()).as(run::log).isZero();
      assertThat(run.log())
          .contains("generate: unchanged", "sft: unchanged", "preferences: unchanged")
          .doesNotContain("dpo: unchanged");
    }
    for (String table : List.of("rows", "rejects", "tokenizer")) {
      Map<String, String> whole = FileBytes.hashes(folder.resolve("whole").resolve(table));
      assertThat(FileBytes.hashes(folder.resolve("killed").resolve(table)))
          .isEqualTo(whole)
          .isNotEmpty();
    }
    for (String training : List.of("sft", "dpo")) {
      assertThat(files.outputs("killed/" + training))
          .isEqualTo(files.outputs("whole/" + training))
          .containsKeys("model/model.safetensors", "metrics.jsonl")
          .doesNotContainKey("checkpoints");
    }
    assertThat(told(files.record("killed"))).isEqualTo(told(files.record("whole"))).hasSize(9);
    assertThat(folder.resolve("killed/stages")).doesNotExist();
    Path other = folder.resolve("killed/dpo/model/model.safetensors");
    assertThat(Files.mismatch(folder.resolve("killed/sft/model/model.safetensors"), other))
        .as("aligned")
        .isNotNegative();
  }
}
