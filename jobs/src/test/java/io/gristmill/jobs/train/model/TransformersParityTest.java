package io.gristmill.jobs.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.file.SafetensorsFile;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.jobs.train.testing.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every model family with the results of transformers, written by make_models.py. */
class TransformersParityTest {

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

  /** The results of transformers for a model. */
  private record Expected(Batch batch, long[] mask, float[] logits, double loss, double[] grads) {

    static Expected of(SafetensorsFile file, Scope scope) throws IOException {
      int columns = (int) file.shape("input_ids").size(1);
      int rows = (int) file.shape("input_ids").size(0);
      return new Expected(
          Batch.of(
              rows,
              columns,
              file.read(scope, "input_ids").longs(),
              file.read(scope, "labels").longs()),
          file.read(scope, "attention_mask").longs(),
          file.read(scope, "logits").floats(),
          file.read(scope, "loss").scalar(),
          file.read(scope, "grads").doubles());
    }
  }

  @Test
  void everyFamilyHasAModel() throws IOException {
    List<Family> families = new ArrayList<>();
    for (String name : models()) {
      families.add(ModelDirectory.open(Fixtures.model(name)).config().family());
    }
    assertThat(families).contains(Family.values());
  }

  @ParameterizedTest
  @MethodSource("models")
  void logitsLossAndGradientsEqualThoseOfTransformers(String name) throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
    try (Scope scope = backend.open();
        SafetensorsFile file =
            SafetensorsFile.open(directory.path().resolve("expected.safetensors"));
        LanguageModel model =
            LanguageModel.of(
                backend, directory.config(), directory.readWeights(scope), Precision.FULL)) {
      Expected expected = Expected.of(file, scope);
      logits(model.logits(scope, expected.batch()).floats(), expected);
      LanguageModel.LossAndGradients result =
          model.lossAndGradients(scope, expected.batch(), 1.0 / expected.batch().numLabels(), 1);
      assertThat(result.sums().meanLoss()).isCloseTo(expected.loss(), within(2e-6));
      assertThat(model.evaluate(scope, expected.batch())).isEqualTo(result.sums());
      gradients(model, result.gradients(), expected.grads());
    }
  }

  private static void logits(float[] ours, Expected expected) {
    assertThat(ours).hasSameSizeAs(expected.logits());
    int vocabulary = ours.length / expected.mask().length;
    for (int i = 0; i < ours.length; i++) {
      if (expected.mask()[i / vocabulary] == 1) {
        assertThat(ours[i]).as("logit %d", i).isCloseTo(expected.logits()[i], within(1e-5f));
      }
    }
  }

  /** Compares the norm of each gradient and its dot product with a vector of cosines. */
  private static void gradients(LanguageModel model, List<Tensor> gradients, double[] expected) {
    List<Parameter> parameters = model.parameters().all();
    int[] sorted =
        IntStream.range(0, parameters.size())
            .boxed()
            .sorted(Comparator.comparing(i -> parameters.get(i).name()))
            .mapToInt(Integer::intValue)
            .toArray();
    assertThat(expected).hasSize(2 * sorted.length);
    for (int i = 0; i < sorted.length; i++) {
      double[] gradient = gradients.get(sorted[i]).doubles();
      double norm = Math.sqrt(Arrays.stream(gradient).map(x -> x * x).sum());
      double waves =
          IntStream.range(0, gradient.length).mapToDouble(j -> gradient[j] * Math.cos(j)).sum();
      String name = parameters.get(sorted[i]).name();
      assertThat(norm).as(name).isCloseTo(expected[2 * i], within(2e-5 * (0.01 + norm)));
      assertThat(waves).as(name).isCloseTo(expected[2 * i + 1], within(2e-5 * (0.01 + norm)));
    }
  }

  @Test
  void longRopeUsesTheShortFactorsForShortTexts() throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model("phi3-long"));
    try (Scope scope = backend.open();
        SafetensorsFile file =
            SafetensorsFile.open(directory.path().resolve("expected.safetensors"));
        LanguageModel model =
            LanguageModel.of(
                backend, directory.config(), directory.readWeights(scope), Precision.FULL)) {
      Batch whole = Expected.of(file, scope).batch();
      int length = (int) file.shape("short").size(1);
      long[] ids = new long[2 * length];
      System.arraycopy(whole.inputIds(), 0, ids, 0, length);
      System.arraycopy(whole.inputIds(), whole.columns(), ids, length, length);
      float[] logits = model.logits(scope, Batch.of(2, length, ids, ids)).floats();
      assertThat(logits).containsExactly(file.read(scope, "short").floats(), within(1e-5f));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void packingExamplesChangesNeitherLossNorGradients(String name) throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
    try (Scope scope = backend.open();
        LanguageModel model =
            LanguageModel.of(
                backend, directory.config(), directory.readWeights(scope), Precision.FULL)) {
      long[] first = {3, 9, 4, 11, 7, 5, 30};
      long[] second = {8, 6, 12, 3};
      LanguageModel.LossAndGradients alone =
          model.lossAndGradients(scope, Batch.of(1, 7, first, masked(first)), 1, 1);
      LanguageModel.LossAndGradients other =
          model.lossAndGradients(scope, Batch.of(1, 4, second, masked(second)), 1, 1);
      LanguageModel.LossSums both = alone.sums().plus(other.sums());
      LanguageModel.LossAndGradients packed =
          model.lossAndGradients(scope, packed(first, second), 1, 1);
      assertThat(packed.sums().loss()).isCloseTo(both.loss(), within(1e-5));
      assertThat(packed.sums().numLabels()).isEqualTo(both.numLabels());
      for (int i = 0; i < alone.gradients().size(); i++) {
        float[] one = alone.gradients().get(i).floats();
        float[] two = other.gradients().get(i).floats();
        float[] sum = new float[one.length];
        for (int j = 0; j < one.length; j++) {
          sum[j] = one[j] + two[j];
        }
        assertThat(packed.gradients().get(i).floats()).containsExactly(sum, within(2e-5f));
      }
    }
  }

  private static long[] masked(long[] ids) {
    long[] labels = ids.clone();
    labels[0] = ModelScript.IGNORE_INDEX;
    return labels;
  }

  /** Packs both into one row with one column of padding. */
  private static Batch packed(long[] first, long[] second) {
    long[] ids = Arrays.copyOf(first, 12);
    long[] labels = Arrays.copyOf(masked(first), 12);
    long[] positions = new long[12];
    long[] segments = new long[12];
    System.arraycopy(second, 0, ids, 7, 4);
    System.arraycopy(masked(second), 0, labels, 7, 4);
    labels[11] = ModelScript.IGNORE_INDEX;
    for (int i = 0; i < 12; i++) {
      positions[i] = i < 7 ? i : i < 11 ? i - 7 : 0;
      segments[i] = i < 7 ? 1 : i < 11 ? 2 : 3;
    }
    return new Batch(1, 12, ids, labels, positions, segments);
  }

  @Test
  void bf16LossAndGradientsAreCloseToFullPrecision() throws IOException {
    for (String name : List.of("gpt2", "qwen3", "phi3", "llama-biases")) {
      ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
      try (Scope scope = backend.open()) {
        List<Tensor> weights = directory.readWeights(scope);
        try (LanguageModel full =
                LanguageModel.of(backend, directory.config(), weights, Precision.FULL);
            LanguageModel half =
                LanguageModel.of(backend, directory.config(), weights, Precision.BF16)) {
          long[] ids = {3, 9, 4, 11, 7, 5, 30, 8, 6, 12};
          Batch batch = Batch.of(2, 5, ids, ids);
          LanguageModel.LossAndGradients exact = full.lossAndGradients(scope, batch, 1, 1);
          LanguageModel.LossAndGradients rounded = half.lossAndGradients(scope, batch, 1, 1);
          assertThat(rounded.sums().loss())
              .as(name)
              .isCloseTo(exact.sums().loss(), within(0.02 * exact.sums().loss()))
              .isNotEqualTo(exact.sums().loss());
          for (int i = 0; i < weights.size(); i++) {
            double[] one = exact.gradients().get(i).doubles();
            double[] other = rounded.gradients().get(i).doubles();
            assertThat(distance(one, other))
                .as("%s %s", name, full.parameters().all().get(i).name())
                .isLessThan(0.05 * (distance(one, new double[one.length]) + 0.05));
          }
        }
      }
    }
  }

  private static double distance(double[] left, double[] right) {
    return Math.sqrt(
        IntStream.range(0, left.length)
            .mapToDouble(i -> (left[i] - right[i]) * (left[i] - right[i]))
            .sum());
  }
}
