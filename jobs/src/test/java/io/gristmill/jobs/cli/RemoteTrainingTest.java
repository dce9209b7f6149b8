package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.ExitCode;
import io.gristmill.jobs.testing.LimitedDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training runs whose directory, model and data are on a remote file system. */
class RemoteTrainingTest {

  private static final long PLENTY = 1 << 28;

  @TempDir Path folder;

  private TinyTrainingData data;

  @BeforeEach
  void write() {
    data = new TinyTrainingData(folder);
    LimitedDisk.mount(PLENTY);
  }

  @AfterEach
  void unmount() {
    LimitedDisk.unmount();
  }

  /** Replaces the local paths in arguments by paths of the remote file system. */
  private List<String> remote(List<String> arguments) {
    List<String> remote = new ArrayList<>();
    arguments.forEach(
        argument -> remote.add(argument.replace(folder.toString(), "small://" + folder)));
    remote.addAll(List.of("--set", remote.get(0) + ".work-dir=" + folder.resolve("work")));
    return remote;
  }

  private List<String> sft(String output) {
    return data.sft(
        output,
        "--eval-dataset",
        data.path("held-out.jsonl").toString(),
        "--set",
        "sft.max-steps=40",
        "--set",
        "sft.save-steps=10",
        "--set",
        "sft.eval-steps=20",
        "--set",
        "sft.dropout=0.1");
  }

  /** Asserts that a run fails with a message about its output. */
  private CliRun failed(List<String> arguments) {
    CliRun run = data.run(arguments);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OUTPUT.code());
    assertThat(run.err()).doesNotContain("\tat ");
    return run;
  }

  @Test
  void remoteRunWritesTheSameFilesAsALocalRun() {
    data.run(sft("near")).succeeded();
    CliRun run = data.run(remote(sft("far"))).succeeded();
    assertThat(run.out()).contains("small:" + folder + "/far/model");
    assertThat(data.outputs("far"))
        .containsKeys("model/model.safetensors", "checkpoints/step-0000000040/state.json")
        .isEqualTo(data.outputs("near"));
    assertThat(data.path("far/report.html")).exists();
    assertThat(data.path("far/tensorboard")).isNotEmptyDirectory();
    assertThat(data.path("far/.claim")).doesNotExist();
    JsonNode record = data.record("far");
    assertThat(record.path("outcome").asText()).isEqualTo("done");
    assertThat(data.run(remote(sft("far"))).succeeded().out()).contains("nothing to do");
  }

  @Test
  void runResumesBitForBitAfterAnUploadFailed() {
    data.run(sft("near")).succeeded();
    LimitedDisk.mount(PLENTY);
    data.run(remote(sft("whole"))).succeeded();
    long all = LimitedDisk.written();
    for (double share : List.of(0.25, 0.35)) {
      LimitedDisk.mount((long) (share * all));
      CliRun broken = failed(remote(sft("far")));
      assertThat(broken.err()).contains("small:").contains("disk");
      assertThat(data.path("far/model")).doesNotExist();
    }
    LimitedDisk.mount(PLENTY);
    data.run(remote(sft("far"))).succeeded();
    assertThat(LimitedDisk.written()).as("bytes written by the resumed run").isLessThan(all);
    assertThat(data.outputs("far")).isEqualTo(data.outputs("near"));
  }

  @Test
  void modelIsDownloadedAndAnotherRunIsRefused() {
    data.run(data.sft("base", "--set", "sft.max-steps=3")).succeeded();
    Map<String, String> settings = Map.of("dpo.lora.r", "2", "dpo.max-steps", "4");
    List<String> dpo = new ArrayList<>();
    settings.forEach((key, value) -> dpo.addAll(List.of("--set", key + "=" + value)));
    String[] more = dpo.toArray(String[]::new);
    data.run(data.dpo("base/model", "near", more)).succeeded();
    CliRun run = data.run(remote(data.dpo("base/model", "far", more))).succeeded();
    assertThat(run.out()).contains("small://" + folder + "/base/model");
    Map<String, Object> near = data.outputs("near");
    Map<String, Object> far = data.outputs("far");
    near.remove("adapter/adapter_config.json"); // contains the path of the model
    far.remove("adapter/adapter_config.json");
    assertThat(far).containsKey("adapter/adapter_model.safetensors").isEqualTo(near);
    List<String> other = remote(data.dpo("base/model", "far", "--set", "dpo.max-steps=5"));
    assertThat(failed(other).err()).contains("small://" + folder + "/far holds another run");
  }

  @Test
  void missingRemoteModelIsNamed() {
    CliRun run = data.run(remote(data.dpo("nowhere", "far")));
    run.refusedWith(ExitCode.INPUT);
    assertThat(run.err()).contains("small://" + folder + "/nowhere is not a model directory");
  }
}
