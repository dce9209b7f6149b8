package io.gristmill.jobs.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.Adapters;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.ComputeConfig;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.jobs.train.testing.Fixtures;
import io.gristmill.jobs.train.testing.PeftAdapters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares fifty steps with those of TRL's DPOTrainer, written by make_dpo_trajectories.py and
 * make_adapters.py.
 */
class DpoTrajectoryTest {

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  static List<JsonNode> runs() throws IOException {
    return read(Fixtures.model("gpt2").resolveSibling("dpo_trajectories.jsonl"));
  }

  static List<JsonNode> adaptedRuns() throws IOException {
    return read(Fixtures.adapters("gpt2").resolveSibling("preferences.jsonl"));
  }

  private static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      runs.add(new ObjectMapper().readTree(line));
    }
    return runs;
  }

  @Test
  void everyLossTypeHasARunOfFiftySteps() throws IOException {
    assertThat(runs()).allMatch(run -> run.path("loss").size() == 50);
    assertThat(runs())
        .extracting(run -> loss(run).lossType())
        .contains(PreferenceLoss.LossType.values());
    assertThat(runs()).anyMatch(run -> loss(run).sftWeight() > 0);
  }

  @Test
  void adaptersAreTestedForFiftyStepsAgainstTheirBaseModel() throws IOException {
    assertThat(adaptedRuns())
        .hasSizeGreaterThan(1)
        .allMatch(run -> run.path("loss").size() == 50)
        .allMatch(run -> Math.abs(value(run, "rewards/chosen", 0)) > 1e-3);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyStepEqualsThatOfTrl(JsonNode run) throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model(run.path("model").asText()));
    try (Scope scope = backend.open()) {
      follow(run, directory, null, scope);
    }
  }

  @ParameterizedTest
  @MethodSource("adaptedRuns")
  void everyStepOfAdaptersEqualsThatOfTrlWithPeft(JsonNode run) throws IOException {
    String name = run.path("model").asText();
    ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
    try (Scope scope = backend.open()) {
      follow(
          run,
          directory,
          PeftAdapters.read(Fixtures.adapters(name), directory.config(), scope),
          scope);
    }
  }

  private static void follow(
      JsonNode run, ModelDirectory directory, @Nullable Adapters adapters, Scope scope)
      throws IOException {
    List<Tensor> weights = directory.readWeights(scope);
    try (LanguageModel model =
            LanguageModel.of(
                backend, directory.config(), weights, adapters, ComputeConfig.DEFAULT);
        AdamW optimizer =
            new AdamW(
                backend,
                config(run.path("settings")),
                model.trainable(),
                AdamW.State.initial(scope, model.trainable()))) {
      follow(
          run,
          batches(run, model.withoutAdapters()),
          new DpoStep(
              backend, model, optimizer, schedule(run), loss(run), new GradientAccumulator(1), 1));
    }
  }

  private static PreferenceLoss loss(JsonNode run) {
    String kind = run.path("kind").asText().replace('-', '_').toUpperCase(Locale.ROOT);
    return new PreferenceLoss(
        PreferenceLoss.LossType.valueOf(kind),
        run.path("beta").doubleValue(),
        0,
        run.path("likelihood").doubleValue());
  }

  private static AdamWConfig config(JsonNode settings) {
    return new AdamWConfig(
        0.9,
        0.999,
        1e-8,
        settings.path("weight_decay").doubleValue(),
        settings.path("max_grad_norm").doubleValue());
  }

  private static LearningRateSchedule schedule(JsonNode run) {
    JsonNode settings = run.path("settings");
    return new LearningRateSchedule(
        LearningRateSchedule.Type.valueOf(
            settings.path("lr_scheduler_type").asText().toUpperCase(Locale.ROOT)),
        settings.path("learning_rate").doubleValue(),
        settings.path("warmup_steps").intValue(),
        run.path("loss").size(),
        0);
  }

  /** All micro-batches in order, with log-probabilities under the model before the first step. */
  private static List<PreferenceBatch> batches(JsonNode run, LanguageModel reference) {
    int size = run.path("batch").intValue();
    List<PreferenceBatch> batches = new ArrayList<>();
    for (int from = 0; from < run.path("pairs").size(); from += size) {
      Batch rows = rows(run.path("pairs"), from, size);
      try (Scope scope = backend.open()) {
        batches.add(new PreferenceBatch(rows, reference.sequenceLogProbs(scope, rows).logProbs()));
      }
    }
    return batches;
  }

  private static Batch rows(JsonNode pairs, int from, int size) {
    List<long[]> ids = new ArrayList<>();
    List<long[]> labels = new ArrayList<>();
    for (int answer = 1; answer <= 2; answer++) {
      for (int i = from; i < from + size; i++) {
        long[] row = joined(pairs.path(i).path(0), pairs.path(i).path(answer));
        long[] asked = row.clone();
        Arrays.fill(asked, 0, pairs.path(i).path(0).size(), -100);
        ids.add(row);
        labels.add(asked);
      }
    }
    int columns = ids.stream().mapToInt(row -> row.length).max().orElseThrow();
    return Batch.of(2 * size, columns, padded(ids, columns, 0), padded(labels, columns, -100));
  }

  private static long[] joined(JsonNode prompt, JsonNode answer) {
    long[] row = new long[prompt.size() + answer.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = (i < prompt.size() ? prompt.path(i) : answer.path(i - prompt.size())).longValue();
    }
    return row;
  }

  private static long[] padded(List<long[]> rows, int columns, long with) {
    long[] all = new long[rows.size() * columns];
    Arrays.fill(all, with);
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * columns, rows.get(i).length);
    }
    return all;
  }

  private static void follow(JsonNode run, List<PreferenceBatch> batches, DpoStep dpoStep) {
    int parts = run.path("accumulation").intValue();
    for (int step = 0; step < run.path("loss").size(); step++) {
      DpoStep.Result result = dpoStep.run(batches.subList(step * parts, (step + 1) * parts));
      near(run, "loss", step, result.loss(), 1e-4);
      near(run, "grad_norm", step, result.gradientNorm(), 1e-4);
      near(run, "learning_rate", step, result.learningRate(), 1e-12);
      for (String name : List.of("logps/chosen", "logps/rejected", "rewards/accuracies")) {
        near(run, name, step, result.metrics().getOrDefault(name, Double.NaN), 1e-5);
      }
      // Rewards are differences of log-probabilities and have their rounding.
      double rounding = 1e-6 * run.path("beta").doubleValue() * 100;
      for (String name : List.of("rewards/chosen", "rewards/rejected", "rewards/margins")) {
        assertThat(result.metrics().get(name))
            .as("%s %d", name, step)
            .isCloseTo(value(run, name, step), within(rounding + 1e-4 * size(run, name, step)));
      }
    }
  }

  private static void near(JsonNode run, String name, int step, double ours, double share) {
    assertThat(ours)
        .as("%s %d", name, step)
        .isCloseTo(value(run, name, step), within(share * size(run, name, step) + 1e-12));
  }

  private static double value(JsonNode run, String name, int step) {
    return run.path(name).path(step).doubleValue();
  }

  private static double size(JsonNode run, String name, int step) {
    return Math.abs(value(run, name, step));
  }
}
