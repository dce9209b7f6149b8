package io.gristmill.jobs.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.jobs.train.testing.Fixtures;
import io.gristmill.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SftStepTest {

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  /** Losses and final weights of a short training. */
  private record Trained(List<Double> losses, List<float[]> weights) {}

  private static Trained train(
      TransformerConfig config, List<List<Batch>> steps, Runnable between) {
    try (Scope scope = backend.open()) {
      List<Tensor> weights = ModelDirectoryWeights.read("llama3", scope);
      List<Double> losses = new ArrayList<>();
      LearningRateSchedule schedule =
          new LearningRateSchedule(LearningRateSchedule.Type.CONSTANT, 1e-2, 0, steps.size(), 0);
      try (LanguageModel model = LanguageModel.of(backend, config, weights, Precision.FULL);
          AdamW optimizer =
              new AdamW(
                  backend, AdamWConfig.DEFAULT, weights, AdamW.State.initial(scope, weights))) {
        SftStep sftStep =
            new SftStep(backend, model, optimizer, schedule, new GradientAccumulator(1), 7);
        for (List<Batch> step : steps) {
          losses.add(sftStep.run(step).sums().meanLoss());
          between.run();
        }
      }
      return new Trained(losses, weights.stream().map(Tensor::floats).toList());
    }
  }

  /** Reads weights without the checked exception. */
  private static final class ModelDirectoryWeights {
    static TransformerConfig config(String name) {
      try {
        return ModelDirectory.open(Fixtures.model(name)).config();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    static List<Tensor> read(String name, Scope scope) {
      try {
        return ModelDirectory.open(Fixtures.model(name)).readWeights(scope);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static final TransformerConfig CONFIG = ModelDirectoryWeights.config("llama3");

  private static long[] text(int number, int length) {
    RandomStream random = RandomStream.of(1, "text", Integer.toString(number));
    return IntStream.range(0, length).mapToLong(i -> 3 + random.nextInt(20)).toArray();
  }

  /** Eight texts of different lengths, padded to ten tokens, in micro-batches of a size. */
  private static List<Batch> batches(int step, int size) {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < 8; from += size) {
      long[] ids = new long[size * 10];
      long[] labels = new long[size * 10];
      java.util.Arrays.fill(labels, -100);
      for (int row = 0; row < size; row++) {
        long[] text = text(step * 8 + from + row, 3 + from + row);
        System.arraycopy(text, 0, ids, row * 10, text.length);
        System.arraycopy(text, 0, labels, row * 10, text.length);
      }
      batches.add(Batch.of(size, 10, ids, labels));
    }
    return batches;
  }

  private static List<List<Batch>> steps(int count, int size) {
    return IntStream.range(0, count).mapToObj(step -> batches(step, size)).toList();
  }

  @Test
  void eightMicroBatchesOfOneEqualOneOfEight() {
    Trained ones = train(CONFIG, steps(5, 1), () -> {});
    Trained eight = train(CONFIG, steps(5, 8), () -> {});
    for (int i = 0; i < 5; i++) {
      assertThat(ones.losses().get(i)).isCloseTo(eight.losses().get(i), within(1e-5));
    }
    for (int i = 0; i < ones.weights().size(); i++) {
      assertThat(ones.weights().get(i)).containsExactly(eight.weights().get(i), within(1e-4f));
    }
  }

  @Test
  void trainingIsBitIdenticalUnderGarbageCollection() {
    TransformerConfig withDropout =
        CONFIG.withDropout(new TransformerConfig.Dropout(0.1, 0.1, 0.1));
    Trained undisturbed = train(withDropout, steps(6, 4), () -> {});
    Trained collected = train(withDropout, steps(6, 4), System::gc);
    Trained plain = train(CONFIG, steps(6, 4), () -> {});
    assertThat(collected.losses()).isEqualTo(undisturbed.losses()).isNotEqualTo(plain.losses());
    for (int i = 0; i < undisturbed.weights().size(); i++) {
      assertThat(collected.weights().get(i)).isEqualTo(undisturbed.weights().get(i));
    }
  }

  @Test
  void repeatedTextsAreLearned() {
    List<List<Batch>> again = IntStream.range(0, 60).mapToObj(step -> batches(0, 8)).toList();
    List<Double> losses = train(CONFIG, again, () -> {}).losses();
    assertThat(losses.get(0)).isGreaterThan(3);
    assertThat(losses.get(59)).isLessThan(1);
  }

  @Test
  void memoryDoesNotGrowWithSteps() throws IOException {
    List<Long> resident = new ArrayList<>();
    int[] count = {0};
    train(
        CONFIG,
        IntStream.range(0, 1000).mapToObj(step -> batches(0, 4)).toList(),
        () -> {
          count[0]++;
          if (count[0] % 250 == 0) {
            System.gc();
            resident.add(residentBytes());
          }
        });
    assertThat(resident.get(3) - resident.get(1)).isLessThan(24L << 20);
  }

  private static long residentBytes() {
    try {
      String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
      return Long.parseLong(pages) * 4096;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void rejectsAStepWithoutLabels() {
    Batch unlabeled = Batch.of(1, 3, new long[] {3, 4, 5}, new long[] {3, -100, -100});
    assertThat(unlabeled.numLabels()).isZero();
    assertThatThrownBy(() -> train(CONFIG, List.of(List.of(unlabeled)), () -> {}))
        .hasMessage("a training step needs at least one label");
    assertThatThrownBy(() -> Batch.of(2, 3, new long[6], new long[5]))
        .hasMessage("a batch of 2 x 3 needs as many labels, has 5");
  }
}
