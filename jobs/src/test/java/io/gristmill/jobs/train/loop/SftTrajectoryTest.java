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
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.testing.Fixtures;
import io.gristmill.jobs.train.testing.PeftAdapters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares fifty steps with those of transformers' Trainer, written by make_trajectories.py. */
class SftTrajectoryTest {

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
    return read(Fixtures.model("gpt2").resolveSibling("sft_trajectories.jsonl"));
  }

  static List<JsonNode> adaptedRuns() throws IOException {
    return read(Fixtures.adapters("gpt2").resolveSibling("trajectories.jsonl"));
  }

  private static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      runs.add(new ObjectMapper().readTree(line));
    }
    return runs;
  }

  @Test
  void runsHaveFiftySteps() throws IOException {
    assertThat(runs()).hasSizeGreaterThan(1).allMatch(run -> run.path("loss").size() == 50);
    assertThat(adaptedRuns()).hasSizeGreaterThan(1).allMatch(run -> run.path("loss").size() == 50);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyStepEqualsThatOfTransformers(JsonNode run) throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model(run.path("model").asText()));
    try (Scope scope = backend.open()) {
      follow(run, directory, null, scope);
    }
  }

  @ParameterizedTest
  @MethodSource("adaptedRuns")
  void everyStepOfAdaptersEqualsThatOfTransformersWithPeft(JsonNode run) throws IOException {
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
    TransformerConfig config = directory.config();
    try (LanguageModel model =
            LanguageModel.of(
                backend, config, directory.readWeights(scope), adapters, ComputeConfig.DEFAULT);
        AdamW optimizer =
            new AdamW(
                backend,
                config(run.path("settings")),
                model.trainable(),
                AdamW.State.initial(scope, model.trainable()))) {
      follow(
          run,
          new SftStep(backend, model, optimizer, schedule(run), new GradientAccumulator(1), 1));
      compareFinalWeights(run.path("ends"), model);
    }
  }

  private static void follow(JsonNode run, SftStep sftStep) {
    int size = run.path("batch").intValue();
    int parts = run.path("accumulation").intValue();
    for (int step = 0; step < run.path("loss").size(); step++) {
      List<Batch> batches = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        batches.add(batch(run.path("examples"), (step * parts + part) * size, size));
      }
      SftStep.Result result = sftStep.run(batches);
      double loss = run.path("loss").path(step).doubleValue();
      double norm = run.path("grad_norm").path(step).doubleValue();
      assertThat(result.sums().meanLoss()).as("loss %d", step).isCloseTo(loss, within(1e-5 * loss));
      assertThat(result.gradientNorm()).as("norm %d", step).isCloseTo(norm, within(1e-4 * norm));
      assertThat(result.learningRate())
          .as("rate %d", step)
          .isCloseTo(run.path("learning_rate").path(step).doubleValue(), within(1e-15));
    }
  }

  private static Batch batch(JsonNode examples, int from, int size) {
    int columns =
        IntStream.range(from, from + size)
            .map(i -> examples.path(i).path(0).size())
            .max()
            .orElseThrow();
    long[] ids = new long[size * columns];
    long[] labels = new long[size * columns];
    Arrays.fill(labels, -100);
    for (int row = 0; row < size; row++) {
      JsonNode example = examples.path(from + row);
      for (int i = 0; i < example.path(0).size(); i++) {
        ids[row * columns + i] = example.path(0).path(i).longValue();
        labels[row * columns + i] = example.path(1).path(i).longValue();
      }
    }
    return Batch.of(size, columns, ids, labels);
  }

  private static AdamWConfig config(JsonNode settings) {
    return new AdamWConfig(
        0.9,
        settings.path("adam_beta2").asDouble(0.999),
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

  /**
   * Compares the final weights except the biases of keys, whose gradient is only rounding error,
   * which AdamW amplifies.
   */
  private static void compareFinalWeights(JsonNode ends, LanguageModel model) {
    List<Parameter> parameters = model.trainableParameters();
    List<Integer> sorted =
        IntStream.range(0, parameters.size())
            .boxed()
            .sorted(Comparator.comparing(i -> parameters.get(i).name()))
            .toList();
    assertThat(ends).hasSize(sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      String name = parameters.get(sorted.get(i)).name();
      if (!name.endsWith("c_attn.bias")) {
        double[] weight = model.trainable().get(sorted.get(i)).doubles();
        double norm = Math.sqrt(Arrays.stream(weight).map(x -> x * x).sum());
        double waves =
            IntStream.range(0, weight.length).mapToDouble(j -> weight[j] * Math.cos(j)).sum();
        double near = 1e-4 * norm;
        assertThat(norm).as(name).isCloseTo(ends.path(i).path(0).doubleValue(), within(near));
        assertThat(waves).as(name).isCloseTo(ends.path(i).path(1).doubleValue(), within(near));
      }
    }
  }
}
