package io.gristmill.jobs.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.jobs.train.testing.Fixtures;
import io.gristmill.random.RandomStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares gradients in float64 with central finite differences. */
class GradientTest {

  private static final double STEP = 1e-5;

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

  @ParameterizedTest
  @MethodSource("models")
  void gradientsEqualFiniteDifferences(String name) throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
    long[] ids = LongStream.range(0, 20).map(i -> 3 + i * i % 23).toArray();
    Batch batch = Batch.of(2, 10, ids, ids);
    try (Scope scope = backend.open()) {
      List<Tensor> weights = new ArrayList<>();
      for (Tensor weight : directory.readWeights(scope)) {
        weights.add(scope.doubles(weight.doubles(), weight.shape()));
      }
      try (LanguageModel model =
          LanguageModel.of(backend, directory.config(), weights, Precision.FULL)) {
        List<Tensor> gradients = model.lossAndGradients(scope, batch, 1, 1).gradients();
        RandomStream random = RandomStream.of(5, "coordinates", name);
        for (int trial = 0; trial < 12; trial++) {
          int tensor = random.nextInt(weights.size());
          int at = random.nextInt((int) weights.get(tensor).shape().elements());
          double up = moved(model, scope, batch, tensor, at, STEP);
          double down = moved(model, scope, batch, tensor, at, -STEP);
          double gradient = gradients.get(tensor).doubles()[at];
          assertThat((up - down) / (2 * STEP))
              .as("tensor %d at %d", tensor, at)
              .isCloseTo(gradient, within(1e-6 * (1 + Math.abs(gradient))));
        }
      }
    }
  }

  private static double moved(
      LanguageModel model, Scope scope, Batch batch, int tensor, int at, double by) {
    List<Tensor> changed = new ArrayList<>(model.weights());
    double[] values = changed.get(tensor).doubles();
    values[at] += by;
    changed.set(tensor, scope.doubles(values, changed.get(tensor).shape()));
    return model.withTrainable(changed).evaluate(scope, batch).loss();
  }
}
