package io.gristmill.jobs.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.jobs.train.testing.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DpoStepTest {

  private static final PreferenceLoss.LossType SIGMOID = PreferenceLoss.LossType.SIGMOID;

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  /** Pairs of answers to prompts of three tokens, the chosen answers first. */
  private static Batch rows(int... numbers) {
    long[] ids = new long[2 * numbers.length * 8];
    long[] labels = new long[ids.length];
    Arrays.fill(labels, -100);
    for (int i = 0; i < 2 * numbers.length; i++) {
      int number = numbers[i % numbers.length];
      int length = i < numbers.length ? 8 : 5 + number % 3;
      for (int column = 0; column < length; column++) {
        long answer = 3 + (number * 5 + column * (i < numbers.length ? 2 : 3)) % 25;
        ids[i * 8 + column] = column < 3 ? 3 + number + column : answer;
        labels[i * 8 + column] = column < 3 ? -100 : answer;
      }
    }
    return Batch.of(2 * numbers.length, 8, ids, labels);
  }

  private record Trained(List<DpoStep.Result> results, List<float[]> weights) {}

  private static Trained train(PreferenceLoss loss, int steps, int size) throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model("qwen2"));
    try (Scope scope = backend.open()) {
      List<Tensor> weights = directory.readWeights(scope);
      try (LanguageModel model =
              LanguageModel.of(backend, directory.config(), weights, Precision.FULL);
          AdamW optimizer =
              new AdamW(
                  backend, AdamWConfig.DEFAULT, weights, AdamW.State.initial(scope, weights))) {
        List<PreferenceBatch> batches = new ArrayList<>();
        for (int from = 0; from < 4; from += size) {
          Batch rows = rows(IntStream.range(from, from + size).toArray());
          batches.add(new PreferenceBatch(rows, model.sequenceLogProbs(scope, rows).logProbs()));
        }
        DpoStep dpoStep =
            new DpoStep(
                backend,
                model,
                optimizer,
                new LearningRateSchedule(LearningRateSchedule.Type.CONSTANT, 3e-3, 0, steps, 0),
                loss,
                new GradientAccumulator(1),
                1);
        List<DpoStep.Result> results = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
          results.add(dpoStep.run(batches));
        }
        return new Trained(results, weights.stream().map(Tensor::floats).toList());
      }
    }
  }

  @Test
  void theFirstLossIsLogTwoAndTheMarginGrows() throws IOException {
    Trained trained = train(PreferenceLoss.DEFAULT, 40, 2);
    DpoStep.Result first = trained.results().get(0);
    assertThat(first.loss()).isCloseTo(Math.log(2), within(1e-7));
    assertThat(first.metrics())
        .containsOnlyKeys(
            "rewards/chosen",
            "rewards/rejected",
            "rewards/accuracies",
            "rewards/margins",
            "logps/chosen",
            "logps/rejected",
            "mean_token_accuracy")
        .containsEntry("rewards/accuracies", 0.0);
    assertThat(first.metrics().get("rewards/margins")).isCloseTo(0, within(1e-6));
    DpoStep.Result last = trained.results().get(39);
    assertThat(last.loss()).isLessThan(0.4);
    assertThat(last.metrics()).containsEntry("rewards/accuracies", 1.0);
    assertThat(last.metrics().get("rewards/margins")).isGreaterThan(0.5);
  }

  @Test
  void fourMicroBatchesOfOnePairEqualOneOfFour() throws IOException {
    for (PreferenceLoss loss :
        List.of(
            new PreferenceLoss(SIGMOID, 0.2, 0.1, 0.7),
            new PreferenceLoss(PreferenceLoss.LossType.IPO, 0.2, 0, 0),
            new PreferenceLoss(PreferenceLoss.LossType.HINGE, 0.2, 0, 0.1))) {
      Trained ones = train(loss, 3, 1);
      Trained four = train(loss, 3, 4);
      for (int i = 0; i < 3; i++) {
        assertThat(ones.results().get(i).loss())
            .as("%s", loss)
            .isCloseTo(four.results().get(i).loss(), within(2e-5));
      }
    }
  }

  @Test
  void theSftTermKeepsTheChosenAnswersProbable() throws IOException {
    double without = last(train(new PreferenceLoss(SIGMOID, 0.1, 0, 0), 60, 4));
    double with = last(train(new PreferenceLoss(SIGMOID, 0.1, 0, 1), 60, 4));
    assertThat(with).isGreaterThan(without + 1);
  }

  private static double last(Trained trained) {
    return trained
        .results()
        .get(trained.results().size() - 1)
        .metrics()
        .getOrDefault("logps/chosen", 0.0);
  }

  @Test
  void gradientsEqualFiniteDifferences() throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model("qwen3"));
    Batch rows = rows(1, 2);
    PreferenceLoss loss = new PreferenceLoss(SIGMOID, 0.5, 0.2, 0);
    double[] reference = {-12, -9, -7, -8};
    try (Scope scope = backend.open()) {
      List<Tensor> weights = new ArrayList<>();
      for (Tensor weight : directory.readWeights(scope)) {
        weights.add(scope.doubles(weight.doubles(), weight.shape()));
      }
      try (LanguageModel model =
          LanguageModel.of(backend, directory.config(), weights, Precision.FULL)) {
        List<Tensor> gradients =
            model.preferenceGradients(scope, rows, reference, loss, 1, 0.3, 1).gradients();
        for (int tensor = 0; tensor < weights.size(); tensor += 3) {
          double gradient = gradients.get(tensor).doubles()[0];
          double up = value(model, scope, tensor, 1e-5, rows, reference, loss);
          double down = value(model, scope, tensor, -1e-5, rows, reference, loss);
          assertThat((up - down) / 2e-5)
              .as("tensor %d", tensor)
              .isCloseTo(gradient, within(1e-6 * (1 + Math.abs(gradient))));
        }
      }
    }
  }

  private static double value(
      LanguageModel model,
      Scope scope,
      int tensor,
      double by,
      Batch rows,
      double[] reference,
      PreferenceLoss loss) {
    List<Tensor> changed = new ArrayList<>(model.weights());
    double[] values = changed.get(tensor).doubles();
    values[0] += by;
    changed.set(tensor, scope.doubles(values, changed.get(tensor).shape()));
    LanguageModel.PreferenceGradients preferred =
        model.withTrainable(changed).preferenceGradients(scope, rows, reference, loss, 1, 0.3, 1);
    double[] rowSums = preferred.sequences().logProbs();
    return Arrays.stream(preferred.losses()).sum() - 0.3 * (rowSums[0] + rowSums[1]);
  }

  @Test
  void rejectsInvalidSettings() {
    assertThatThrownBy(() -> new PreferenceLoss(SIGMOID, 0, 0, 0))
        .hasMessage("beta must be > 0, was 0.0");
    assertThatThrownBy(() -> new PreferenceLoss(PreferenceLoss.LossType.IPO, 0.1, 0.1, 0))
        .hasMessage("label smoothing is for the sigmoid losses, not for IPO");
    assertThatThrownBy(() -> new PreferenceBatch(rows(1), new double[3]))
        .hasMessage(
            "a batch of pairs needs an even number of rows and a reference log-probability for"
                + " each, has 2 rows and 3 log-probabilities");
  }
}
