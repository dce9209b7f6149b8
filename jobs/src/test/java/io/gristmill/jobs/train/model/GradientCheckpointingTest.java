package io.gristmill.jobs.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.TransformerConfig.Dropout;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.jobs.train.testing.Fixtures;
import io.gristmill.jobs.train.testing.PeftAdapters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares gradients with and without gradient checkpointing. */
class GradientCheckpointingTest {

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  static List<String> models() {
    return Fixtures.names();
  }

  static List<String> adapted() {
    return Fixtures.adapted();
  }

  /** Two packed rows, for which windows, positions and segments matter. */
  private static Batch batch() {
    long[] ids = LongStream.range(0, 24).map(i -> 3 + i * i % 23).toArray();
    long[] labels = ids.clone();
    long[] positions = LongStream.range(0, 24).map(i -> i % 12 < 8 ? i % 12 : i % 12 - 8).toArray();
    long[] segments = LongStream.range(0, 24).map(i -> i % 12 < 8 ? 1 : 2).toArray();
    for (int i = 0; i < 24; i++) {
      labels[i] = i % 12 == 8 || i < 4 ? ModelScript.IGNORE_INDEX : labels[i];
    }
    return new Batch(2, 12, ids, labels, positions, segments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "qwen2-window", "phi3-long"})
  void gradientsAreTheSame(String name) throws IOException {
    same(name, Dropout.NONE, null, Precision.FULL);
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientsAreTheSameWithDropout(String name) throws IOException {
    same(name, new Dropout(0.2, 0.1, 0.3), null, Precision.FULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "qwen3", "phi3"})
  void gradientsAreTheSameInBf16(String name) throws IOException {
    same(name, new Dropout(0, 0, 0.3), null, Precision.BF16);
  }

  @ParameterizedTest
  @MethodSource("adapted")
  void gradientsOfAdaptersAreTheSame(String name) throws IOException {
    try (Scope scope = backend.open()) {
      TransformerConfig config = ModelDirectory.open(Fixtures.model(name)).config();
      Adapters adapters = PeftAdapters.read(Fixtures.adapters(name), config, scope);
      Lora dropping = new Lora(adapters.lora().rank(), 2, 0.4, adapters.lora().targetModules());
      same(
          name, new Dropout(0.1, 0, 0), new Adapters(dropping, adapters.tensors()), Precision.FULL);
    }
  }

  private static void same(
      String name, Dropout dropout, @Nullable Adapters adapters, Precision precision)
      throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
    TransformerConfig config = directory.config().withDropout(dropout);
    try (Scope scope = backend.open()) {
      List<Tensor> weights = directory.readWeights(scope);
      try (LanguageModel kept =
              LanguageModel.of(
                  backend, config, weights, adapters, new ComputeConfig(precision, false));
          LanguageModel checkpointed =
              LanguageModel.of(
                  backend, config, weights, adapters, new ComputeConfig(precision, true))) {
        LanguageModel.LossAndGradients result = kept.lossAndGradients(scope, batch(), 0.1, 5);
        LanguageModel.LossAndGradients recomputed =
            checkpointed.lossAndGradients(scope, batch(), 0.1, 5);
        assertThat(recomputed.sums()).isEqualTo(result.sums());
        near(recomputed.gradients(), result.gradients(), kept);
        double[] reference = {-40, -30};
        LanguageModel.PreferenceGradients one =
            kept.preferenceGradients(scope, batch(), reference, PreferenceLoss.DEFAULT, 1, 0.1, 6);
        LanguageModel.PreferenceGradients other =
            checkpointed.preferenceGradients(
                scope, batch(), reference, PreferenceLoss.DEFAULT, 1, 0.1, 6);
        assertThat(other.losses()).isEqualTo(one.losses());
        near(other.gradients(), one.gradients(), kept);
        assertThat(checkpointed.evaluate(scope, batch())).isEqualTo(kept.evaluate(scope, batch()));
      }
    }
  }

  @Test
  void checkpointedActivationsTakeNoMemory(@TempDir Path folder)
      throws IOException, InterruptedException {
    long kept =
        GradientMemory.kibibytes(
            new GradientMemory.Shape(96, 64, 12, false), folder.resolve("kept"));
    long recomputed =
        GradientMemory.kibibytes(
            new GradientMemory.Shape(96, 64, 12, true), folder.resolve("checkpointed"));
    assertThat(recomputed).as("of %d KiB without checkpointing", kept).isBetween(1L, kept / 2);
  }

  private static void near(List<Tensor> actual, List<Tensor> expected, LanguageModel model) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      double[] one = expected.get(i).doubles();
      double largest = Arrays.stream(one).map(Math::abs).max().orElse(0);
      assertThat(actual.get(i).doubles())
          .as(model.trainableParameters().get(i).name())
          .containsExactly(one, within(1e-6 * (1 + largest)));
    }
  }
}
