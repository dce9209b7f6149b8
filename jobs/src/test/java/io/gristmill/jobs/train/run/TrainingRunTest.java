package io.gristmill.jobs.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.data.BatchSource;
import io.gristmill.jobs.train.file.SafetensorsFile;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.tracking.StepMetrics;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests complete trainings of a tiny model. */
class TrainingRunTest {

  private static final String[] STEPS = {
    "max-steps=14", "gradient-accumulation-steps=2", "eval-steps=3", "save-steps=4", "dropout=0.1"
  };

  @TempDir Path folder;

  /**
   * Asserts that a training interrupted at each of these steps logs and writes the same as an
   * uninterrupted one.
   */
  private void assertResumes(Function<Path, TinyRun> runs, long... breaks) {
    TinyRun whole = runs.apply(folder.resolve("whole"));
    whole.run();
    List<StepMetrics> logged = new ArrayList<>();
    for (long at : breaks) {
      TinyRun broken = runs.apply(folder.resolve("broken")).failAt(at);
      assertThatThrownBy(broken::run).isInstanceOf(TinyRun.Interrupted.class);
      logged = joined(logged, broken.logged());
    }
    TinyRun last = runs.apply(folder.resolve("broken"));
    last.run();
    assertThat(last.logged()).as("it went on").hasSizeLessThan(whole.logged().size());
    assertThat(joined(logged, last.logged())).isEqualTo(whole.logged());
    assertThat(last.files()).isEqualTo(whole.files()).containsKey("model/model.safetensors");
  }

  /** The entries of a logger that discards repeated steps. */
  private static List<StepMetrics> joined(List<StepMetrics> before, List<StepMetrics> after) {
    long first = after.get(0).step();
    List<StepMetrics> all =
        new ArrayList<>(before.stream().filter(metrics -> metrics.step() < first).toList());
    all.addAll(after);
    return all;
  }

  @Test
  void anInterruptedSftRunResumesToTheSameBits() {
    assertResumes(place -> TinyRun.sft(place, STEPS), 2, 6, 13);
  }

  @Test
  void anInterruptedDpoRunResumesToTheSameBits() {
    assertResumes(place -> TinyRun.dpo(place, STEPS), 5, 11);
  }

  private static String[] loraSteps() {
    return Stream.concat(Stream.of(STEPS), Stream.of("lora.r=2", "lora.lora-dropout=0.1"))
        .toArray(String[]::new);
  }

  @Test
  void anInterruptedLoraRunResumesToTheSameBits() {
    assertResumes(place -> TinyRun.sft(place.resolve("sft"), loraSteps()), 2, 6, 13);
    assertResumes(place -> TinyRun.dpo(place.resolve("dpo"), loraSteps()), 5, 11);
    assertThat(folder.resolve("broken/dpo/adapter/adapter_model.safetensors")).exists();
  }

  @Test
  void aFinishedTrainingRunsNoFurtherStep() {
    TinyRun first = TinyRun.sft(folder, STEPS);
    LoopState end = first.run();
    Map<String, String> files = first.files();
    TinyRun again = TinyRun.sft(folder, STEPS);
    assertThat(again.run()).isEqualTo(end);
    assertThat(again.logged()).isEmpty();
    assertThat(again.files()).isEqualTo(files);
  }

  @Test
  void theDpoLossStartsAtTheLogarithmOfTwo() {
    TinyRun run = TinyRun.dpo(folder, "max-steps=4");
    run.run();
    assertThat(run.values(Split.TRAIN, "loss").get(0)).isCloseTo(Math.log(2), within(1e-6));
    assertThat(run.values(Split.EVAL, "loss").get(0)).isCloseTo(Math.log(2), within(1e-6));
    assertThat(run.values(Split.TRAIN, "rewards/margins").get(0)).isCloseTo(0, within(1e-6));
    assertThat(run.values(Split.TRAIN, "loss").get(3)).isLessThan(0.69);
  }

  @Test
  void aMissingReferenceFileIsReportedOnResume() throws IOException {
    assertThatThrownBy(TinyRun.dpo(folder, STEPS).failAt(6)::run)
        .isInstanceOf(TinyRun.Interrupted.class);
    Files.delete(folder.resolve("reference-train.jsonl"));
    assertThatThrownBy(TinyRun.dpo(folder, STEPS)::run)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("reference-train.jsonl is missing or damaged");
  }

  private static TinyRun withoutEvaluation(Path folder, BatchSource source, String... settings) {
    return TinyRun.sft(folder, new Sft.Data(source, Optional.empty()), settings);
  }

  @Test
  void eightMicroBatchesOfOneEqualOneOfEight() throws IOException {
    TinyRun one = withoutEvaluation(folder.resolve("1"), TinyData.examples(24, 8), "max-steps=9");
    TinyRun eight =
        withoutEvaluation(
            folder.resolve("8"),
            TinyData.examples(24, 1),
            "max-steps=9",
            "gradient-accumulation-steps=8");
    assertEqualToRounding(one, eight);
  }

  @Test
  void packedExamplesTrainLikeUnpackedOnes() throws IOException {
    TinyRun rows = withoutEvaluation(folder.resolve("1"), TinyData.examples(24, 4), "max-steps=12");
    TinyRun packed =
        withoutEvaluation(
            folder.resolve("2"),
            TinyData.packed(24),
            "max-steps=12",
            "gradient-accumulation-steps=2");
    assertEqualToRounding(rows, packed);
  }

  /**
   * Asserts that losses, norms and weights are equal up to rounding, and token counts are equal.
   */
  private void assertEqualToRounding(TinyRun one, TinyRun other) throws IOException {
    assertThat(one.run().tokens()).isEqualTo(other.run().tokens()).isPositive();
    for (String name : List.of("loss", "grad_norm", "mean_token_accuracy", "epoch")) {
      List<Double> expected = one.values(Split.TRAIN, name);
      List<Double> found = other.values(Split.TRAIN, name);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i)).as(name).isCloseTo(expected.get(i), within(2e-4));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void parallelMicroBatchesGiveTheSameBitsAsOneAtATime(int workers) {
    String[] settings = {"max-steps=6", "gradient-accumulation-steps=4"};
    TinyRun one = withoutEvaluation(folder.resolve("1"), TinyData.examples(24, 2), settings);
    TinyRun several =
        withoutEvaluation(
            folder.resolve("2"),
            TinyData.examples(24, 2),
            "max-steps=6",
            "gradient-accumulation-steps=4",
            "parallel-micro-batches=" + workers,
            "threads=" + workers);
    one.run();
    several.run();
    assertThat(several.logged()).isEqualTo(one.logged());
    assertThat(several.files()).isEqualTo(one.files());
  }

  @Test
  void parallelMicroBatchesAreRefusedWithDropout() {
    assertThatThrownBy(() -> TinyRun.sft(folder, "dropout=0.1", "parallel-micro-batches=2").run())
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("sft.parallel-micro-batches must be 1 for a model with dropout")
        .satisfies(
            e -> assertThat(((UserException) e).exitCode()).isEqualTo(ExitCode.CONFIGURATION));
  }

  @Test
  void theModelHasTheWeightsOfTheBestEvaluationOrTheLastStep() throws IOException {
    String[] overfitting = {"max-steps=60", "eval-steps=10", "lr-scheduler-type=constant"};
    TinyRun best = overfitting(folder.resolve("best"), overfitting);
    LoopState end = best.run();
    long step = Objects.requireNonNull(end.best()).step();
    assertThat(step).as("the loss turns").isLessThan(60);
    assertThat(best.files().keySet())
        .contains(
            "checkpoints/step-%010d/weights.safetensors".formatted(step),
            "checkpoints/step-0000000060/optimizer.safetensors")
        .filteredOn(name -> name.endsWith("state.json"))
        .hasSize(2);
    List<String> more = new ArrayList<>(List.of(overfitting));
    more.add("load-best-model-at-end=false");
    TinyRun last = overfitting(folder.resolve("last"), more.toArray(new String[0]));
    last.run();
    assertThat(hash(best, "model/model.safetensors"))
        .isNotEqualTo(hash(last, "model/model.safetensors"));
    assertThat(hash(best, "model/config.json")).isEqualTo(hash(last, "model/config.json"));
    Path kept = folder.resolve("best/checkpoints/step-%010d".formatted(step));
    assertThat(bytes(folder.resolve("best/model/model.safetensors")))
        .as("the weights are those of the checkpoint")
        .isEqualTo(bytes(kept.resolve("weights.safetensors")));
  }

  private static String hash(TinyRun run, String file) {
    return String.valueOf(run.files().get(file));
  }

  /** Trains on few examples and evaluates on others, so that the evaluation loss soon rises. */
  private static TinyRun overfitting(Path folder, String... settings) {
    BatchSource others = TinyData.examples(240, 8);
    return TinyRun.sft(
        folder, new Sft.Data(TinyData.examples(4, 4), Optional.of(others)), settings);
  }

  private static byte[] bytes(Path file) throws IOException {
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      assertThat(tensors.names()).isNotEmpty();
    }
    return Files.readAllBytes(file);
  }

  @Test
  void memoryStaysFlatOverTwoThousandSteps() throws IOException {
    List<Long> resident = new ArrayList<>();
    List<Long> heap = new ArrayList<>();
    BatchSource source = TinyData.examples(24, 2);
    BatchSource sampled =
        new BatchSource() {
          private int updates;

          @Override
          public int size() {
            return source.size();
          }

          @Override
          public io.gristmill.jobs.train.model.Batch batch(int epoch, int number) {
            if (++updates % 500 == 0) {
              System.gc();
              resident.add(residentBytes());
              Runtime runtime = Runtime.getRuntime();
              heap.add(runtime.totalMemory() - runtime.freeMemory());
            }
            return source.batch(epoch, number);
          }
        };
    withoutEvaluation(folder, sampled, "max-steps=2000", "save-steps=100").run();
    assertThat(resident).hasSize(4);
    assertThat(resident.get(3) - resident.get(1)).as("native").isLessThan(24L << 20);
    assertThat(heap.get(3) - heap.get(1)).as("heap").isLessThan(4L << 20);
  }

  private static long residentBytes() {
    try {
      String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
      return Long.parseLong(pages) * 4096;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
