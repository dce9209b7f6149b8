package io.gristmill.jobs.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.check.UserException;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.file.SafetensorsFile;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.jobs.train.testing.Fixtures;
import io.gristmill.jobs.train.testing.PeftAdapters;
import io.gristmill.random.RandomStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares LoRA adapters with peft's results, written by make_adapters.py. */
class LoraTest {

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
    return Fixtures.adapted();
  }

  private static TransformerConfig config(String name) throws IOException {
    return ModelDirectory.open(Fixtures.model(name)).config();
  }

  private static LanguageModel plain(String name, Scope scope) throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
    return LanguageModel.of(
        backend, directory.config(), directory.readWeights(scope), null, ComputeConfig.DEFAULT);
  }

  private static LanguageModel adapted(String name, Adapters adapters, Scope scope)
      throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
    return LanguageModel.of(
        backend, directory.config(), directory.readWeights(scope), adapters, ComputeConfig.DEFAULT);
  }

  private static Adapters pefts(String name, Scope scope) throws IOException {
    return PeftAdapters.read(Fixtures.adapters(name), config(name), scope);
  }

  private static Batch batch() {
    long[] ids = LongStream.range(0, 20).map(i -> 3 + i * i % 23).toArray();
    return Batch.of(2, 10, ids, ids);
  }

  @Test
  void everyFamilyHasAdapters() throws IOException {
    List<Family> families = new ArrayList<>();
    for (String name : models()) {
      families.add(config(name).family());
    }
    assertThat(families).contains(Family.values());
  }

  @ParameterizedTest
  @MethodSource("models")
  void logitsEqualPeftsWithAdaptersAndMerged(String name) throws IOException {
    try (Scope scope = backend.open();
        SafetensorsFile file =
            SafetensorsFile.open(Fixtures.adapters(name).resolve("expected.safetensors"));
        LanguageModel model = adapted(name, pefts(name, scope), scope);
        LanguageModel base = plain(name, scope)) {
      long[] ids = file.read(scope, "input_ids").longs();
      Batch batch = Batch.of(2, ids.length / 2, ids, ids);
      float[] expected = file.read(scope, "logits").floats();
      assertThat(model.logits(scope, batch).floats()).containsExactly(expected, within(1e-5f));
      assertThat(base.withTrainable(model.mergedWeights(scope)).logits(scope, batch).floats())
          .containsExactly(expected, within(1e-5f));
      float[] without = base.logits(scope, batch).floats();
      assertThat(model.withoutAdapters().logits(scope, batch).floats()).isEqualTo(without);
      assertThat(model.withoutAdapters().sequenceLogProbs(scope, batch).logProbs())
          .isEqualTo(base.sequenceLogProbs(scope, batch).logProbs())
          .isNotEqualTo(model.sequenceLogProbs(scope, batch).logProbs());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientsOfAdaptersEqualFiniteDifferences(String name) throws IOException {
    try (Scope scope = backend.open()) {
      ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
      Adapters single = pefts(name, scope);
      Adapters adapters = new Adapters(single.lora(), doubles(single.tensors(), scope));
      List<Tensor> weights = doubles(directory.readWeights(scope), scope);
      try (LanguageModel model =
          LanguageModel.of(backend, directory.config(), weights, adapters, ComputeConfig.DEFAULT)) {
        // Dropout would differ between the losses.
        Lora still =
            new Lora(single.lora().rank(), single.lora().alpha(), 0, single.lora().targetModules());
        try (LanguageModel sure =
            LanguageModel.of(
                backend,
                directory.config(),
                weights,
                new Adapters(still, adapters.tensors()),
                ComputeConfig.DEFAULT)) {
          follow(sure, scope, name);
        }
        assertThat(model.lossAndGradients(scope, batch(), 1, 1).gradients())
            .hasSameSizeAs(model.trainableParameters());
      }
    }
  }

  private static void follow(LanguageModel model, Scope scope, String name) {
    List<Tensor> gradients = model.lossAndGradients(scope, batch(), 1, 1).gradients();
    assertThat(gradients).hasSameSizeAs(model.trainable());
    RandomStream random = RandomStream.of(6, "coordinates", name);
    for (int trial = 0; trial < 8; trial++) {
      int tensor = random.nextInt(gradients.size());
      int at = random.nextInt((int) gradients.get(tensor).shape().elements());
      double up = moved(model, scope, tensor, at, STEP);
      double down = moved(model, scope, tensor, at, -STEP);
      double gradient = gradients.get(tensor).doubles()[at];
      assertThat((up - down) / (2 * STEP))
          .as(model.trainableParameters().get(tensor).name())
          .isCloseTo(gradient, within(1e-6 * (1 + Math.abs(gradient))));
    }
  }

  private static double moved(LanguageModel model, Scope scope, int tensor, int at, double by) {
    List<Tensor> changed = new ArrayList<>(model.trainable());
    double[] values = changed.get(tensor).doubles();
    values[at] += by;
    changed.set(tensor, scope.doubles(values, changed.get(tensor).shape()));
    return model.withTrainable(changed).evaluate(scope, batch()).loss();
  }

  private static List<Tensor> doubles(List<Tensor> tensors, Scope scope) {
    return tensors.stream().map(tensor -> scope.doubles(tensor.doubles(), tensor.shape())).toList();
  }

  @Test
  void newAdaptersChangeNothingAndAreInitializedAsInPeft() throws IOException {
    Lora lora = new Lora(8, 16, 0, List.of(Lora.ALL_LINEAR));
    try (Scope scope = backend.open()) {
      Adapters fresh = WeightInitializer.initialize(config("phi3"), lora, 3, scope);
      try (LanguageModel model = adapted("phi3", fresh, scope)) {
        assertThat(model.logits(scope, batch()).floats())
            .isEqualTo(model.withoutAdapters().logits(scope, batch()).floats());
        // 2 layers with qkv, o, gate_up and down, of 16 inputs, the last of 20.
        assertThat(model.trainable()).hasSize(16);
        for (int i = 0; i < 16; i += 2) {
          float[] down = model.trainable().get(i).floats();
          double bound = 1 / Math.sqrt(model.trainable().get(i).shape().size(1));
          assertThat(down).hasSize(8 * (i % 8 == 6 ? 20 : 16));
          for (float value : down) {
            assertThat((double) Math.abs(value)).isLessThanOrEqualTo(bound);
          }
          assertThat(deviation(down)).isCloseTo(bound / Math.sqrt(3), within(0.15 * bound));
          assertThat(model.trainable().get(i + 1).floats()).containsOnly(0);
        }
      }
    }
  }

  private static double deviation(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  @Test
  void dropoutOfAdaptersDependsOnTheSeedAndAppliesInTrainingOnly() throws IOException {
    try (Scope scope = backend.open()) {
      Adapters adapters = pefts("llama", scope);
      assertThat(adapters.lora().dropout()).isEqualTo(0.1);
      try (LanguageModel model = adapted("llama", adapters, scope)) {
        double first = model.lossAndGradients(scope, batch(), 1, 1).sums().loss();
        assertThat(model.lossAndGradients(scope, batch(), 1, 1).sums().loss()).isEqualTo(first);
        assertThat(model.lossAndGradients(scope, batch(), 1, 2).sums().loss()).isNotEqualTo(first);
        assertThat(model.evaluate(scope, batch()).loss()).isNotEqualTo(first);
      }
    }
  }

  @Test
  void targetModulesMatchTheEndsOfNames() throws IOException {
    assertThat(new Lora(1, 1, 0, List.of("c_proj")).adaptedModules(config("gpt2")))
        .containsExactly("attn.c_proj", "mlp.c_proj");
    assertThat(new Lora(1, 1, 0, List.of("mlp.c_proj", "c_attn")).adaptedModules(config("gpt2")))
        .containsExactly("attn.c_attn", "mlp.c_proj");
    assertThat(new Lora(1, 1, 0, List.of(Lora.ALL_LINEAR)).adaptedModules(config("llama")))
        .containsExactly(
            "self_attn.q_proj",
            "self_attn.k_proj",
            "self_attn.v_proj",
            "self_attn.o_proj",
            "mlp.gate_proj",
            "mlp.up_proj",
            "mlp.down_proj");
  }

  @Test
  void targetModulesWithALayerNumberMustCoverAllLayers() throws IOException {
    String first = "transformer.h.0.mlp.c_fc";
    assertThat(new Lora(1, 1, 0, List.of(first, "h.1.mlp.c_fc")).adaptedModules(config("gpt2")))
        .containsExactly("mlp.c_fc");
    assertThatThrownBy(() -> new Lora(1, 1, 0, List.of(first)).adaptedModules(config("gpt2")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "lora: mlp.c_fc is a target module in 1 of 2 layers; it must be one in all or none");
  }

  @Test
  void namesAllUnknownTargetModulesAtOnce() throws IOException {
    TransformerConfig phi3 = config("phi3");
    Lora wrong = new Lora(1, 1, 0, List.of("q_proj", "qkv_proj", "lm_head", "v_proj"));
    assertThatThrownBy(() -> wrong.parameters(phi3))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the layers of Phi3ForCausalLM have no linear layer \"q_proj\"")
        .hasMessageContaining("\"lm_head\"")
        .hasMessageContaining("\"v_proj\"")
        .hasMessageContaining(
            "they have: self_attn.qkv_proj, self_attn.o_proj, mlp.gate_up_proj, mlp.down_proj")
        .hasMessageNotContaining("\"qkv_proj\"");
    // Part of a name does not match.
    assertThatThrownBy(() -> new Lora(1, 1, 0, List.of("proj")).parameters(phi3))
        .hasMessageContaining("\"proj\"");
  }

  @Test
  void rejectsInvalidAdapters() throws IOException {
    assertThatThrownBy(() -> new Lora(0, 1, 0, List.of("q_proj")))
        .hasMessage("the rank of adapters must be >= 1, was 0");
    assertThatThrownBy(() -> new Lora(1, 1, 1, List.of("q_proj"))).hasMessageContaining("dropout");
    assertThatThrownBy(() -> new Lora(1, 1, 0, List.of())).hasMessageContaining("target module");
    try (Scope scope = backend.open()) {
      Adapters other = pefts("llama", scope);
      assertThatThrownBy(() -> adapted("llama", swapped(other), scope))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must have shape");
    }
  }

  private static Adapters swapped(Adapters adapters) {
    List<Tensor> tensors = new ArrayList<>(adapters.tensors());
    tensors.set(0, adapters.tensors().get(1));
    return new Adapters(adapters.lora(), tensors);
  }

  @Test
  void preferenceGradientsAreThoseOfTheAdapters() throws IOException {
    try (Scope scope = backend.open();
        LanguageModel model = adapted("qwen3", pefts("qwen3", scope), scope)) {
      double[] reference = model.withoutAdapters().sequenceLogProbs(scope, batch()).logProbs();
      LanguageModel.PreferenceGradients preferred =
          model.preferenceGradients(scope, batch(), reference, PreferenceLoss.DEFAULT, 1, 0, 1);
      double[] rows = model.sequenceLogProbs(scope, batch()).logProbs();
      double margin = 0.1 * (rows[0] - reference[0] - rows[1] + reference[1]);
      assertThat(Arrays.stream(preferred.losses()).sum())
          .isCloseTo(Math.log1p(Math.exp(-margin)), within(1e-5));
      assertThat(preferred.gradients()).hasSameSizeAs(model.trainable());
    }
  }
}
