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

/** Trainings whose run directory, model and data are on another file system. */
class FarTrainingTest {

  private static final long PLENTY = 1 << 28;

  @TempDir Path folder;

  private TinyLessons lessons;

  @BeforeEach
  void write() {
    lessons = new TinyLessons(folder);
    LimitedDisk.mount(PLENTY);
  }

  @AfterEach
  void unmount() {
    LimitedDisk.unmount();
  }

  /** All local paths of arguments, as those of the other file system. */
  private List<String> far(List<String> arguments) {
    List<String> far = new ArrayList<>();
    arguments.forEach(
        argument -> far.add(argument.replace(folder.toString(), "small://" + folder)));
    far.addAll(List.of("--set", far.get(0) + ".work-dir=" + folder.resolve("work")));
    return far;
  }

  private List<String> sft(String output) {
    return lessons.sft(
        output,
        "--eval-dataset",
        lessons.path("held-out.jsonl").toString(),
        "--set",
        "sft.max-steps=40",
        "--set",
        "sft.save-steps=10",
        "--set",
        "sft.eval-steps=20",
        "--set",
        "sft.dropout=0.1");
  }

  /** A run that ends with words about its output. */
  private CliRun broken(List<String> arguments) {
    CliRun run = lessons.run(arguments);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OUTPUT.code());
    assertThat(run.err()).doesNotContain("\tat ");
    return run;
  }

  @Test
  void itLeavesThereWhatALocalOneLeavesHere() {
    lessons.run(sft("near")).succeeded();
    CliRun run = lessons.run(far(sft("far"))).succeeded();
    assertThat(run.out()).contains("small://" + folder + "/far/model");
    assertThat(lessons.left("far"))
        .containsKeys("model/model.safetensors", "checkpoints/step-0000000040/state.json")
        .isEqualTo(lessons.left("near"));
    assertThat(lessons.path("far/report.html")).exists();
    assertThat(lessons.path("far/tensorboard")).isNotEmptyDirectory();
    assertThat(lessons.path("far/.claim")).doesNotExist();
    JsonNode record = lessons.record("far");
    assertThat(record.path("outcome").asText()).isEqualTo("done");
    assertThat(lessons.run(far(sft("far"))).succeeded().out()).contains("nothing to do");
  }

  @Test
  void oneThatBrokeOffWhileItsFilesWentThereGoesOnToTheSameBits() {
    lessons.run(sft("near")).succeeded();
    LimitedDisk.mount(PLENTY);
    lessons.run(far(sft("whole"))).succeeded();
    long all = LimitedDisk.written();
    for (double share : List.of(0.25, 0.35)) {
      LimitedDisk.mount((long) (share * all));
      CliRun broken = broken(far(sft("far")));
      assertThat(broken.err()).contains("small:").contains("disk");
      assertThat(lessons.path("far/model")).doesNotExist();
    }
    LimitedDisk.mount(PLENTY);
    lessons.run(far(sft("far"))).succeeded();
    assertThat(LimitedDisk.written()).as("it went on").isLessThan(all);
    assertThat(lessons.left("far")).isEqualTo(lessons.left("near"));
  }

  @Test
  void aModelIsFetchedFromThereAndAnotherTrainingKeptOut() {
    lessons.run(lessons.sft("base", "--set", "sft.max-steps=3")).succeeded();
    Map<String, String> settings = Map.of("dpo.lora.r", "2", "dpo.max-steps", "4");
    List<String> dpo = new ArrayList<>();
    settings.forEach((key, value) -> dpo.addAll(List.of("--set", key + "=" + value)));
    String[] more = dpo.toArray(String[]::new);
    lessons.run(lessons.dpo("base/model", "near", more)).succeeded();
    CliRun run = lessons.run(far(lessons.dpo("base/model", "far", more))).succeeded();
    assertThat(run.out()).contains("small://" + folder + "/base/model");
    Map<String, Object> near = lessons.left("near");
    Map<String, Object> far = lessons.left("far");
    near.remove("adapter/adapter_config.json"); // names the model's place
    far.remove("adapter/adapter_config.json");
    assertThat(far).containsKey("adapter/adapter_model.safetensors").isEqualTo(near);
    List<String> other = far(lessons.dpo("base/model", "far", "--set", "dpo.max-steps=5"));
    assertThat(broken(other).err()).contains("small://" + folder + "/far holds another run");
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    CliRun run = lessons.run(far(lessons.dpo("nowhere", "far")));
    run.refusedWith(ExitCode.INPUT);
    assertThat(run.err()).contains("small://" + folder + "/nowhere is not a model directory");
  }
}
