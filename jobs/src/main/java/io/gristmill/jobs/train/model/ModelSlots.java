package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.model.PreferenceLoss.LossType;
import io.gristmill.jobs.train.model.Rope.Llama3;
import io.gristmill.jobs.train.model.Rope.LongRope;
import io.gristmill.jobs.train.model.TransformerConfig.Dropout;
import io.gristmill.jobs.train.model.TransformerConfig.Sizes;
import io.gristmill.jobs.train.tensor.DType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills the slots of a model's TorchScript files: sizes, variants, parameters and linear layers.
 *
 * <p>Parameters and linear layers have their Hugging Face names, those of a transformer layer
 * without the layer's prefix: {@code {{attn.c_attn.weight}}} becomes {@code p[first + 2]}, and
 * {@code {{attn.c_attn(x)}}} a call of the linear layer, with its LoRA adapter if it has one.
 */
final class ModelSlots {

  /** Number of logits per chunk on a CPU: small enough for its cache. */
  private static final long CPU_CHUNK_ELEMENTS = 1 << 20;

  /** Number of logits per chunk on a GPU: large, since every call has a cost. */
  private static final long GPU_CHUNK_ELEMENTS = 1 << 26;

  private final TransformerConfig config;
  private final Parameters parameters;
  private final LoraTargets adapted;
  private final @Nullable Lora lora;
  private final boolean bf16;
  private final ScriptSlots slots = preferenceLosses();

  private ModelSlots(TransformerConfig config, @Nullable Lora lora, Precision precision) {
    this.config = config;
    this.parameters = Parameters.of(config);
    this.adapted = lora == null ? LoraTargets.NONE : LoraTargets.of(config, lora);
    this.lora = lora;
    this.bf16 = precision == Precision.BF16;
  }

  static ScriptSlots of(TransformerConfig config, @Nullable Lora lora, Precision precision) {
    return new ModelSlots(config, lora, precision).slots();
  }

  static ScriptSlots preferenceLosses() {
    return new ScriptSlots()
        .with("sigmoid_norm", LossType.SIGMOID_NORM.code())
        .with("hinge", LossType.HINGE.code())
        .with("ipo", LossType.IPO.code());
  }

  private ScriptSlots slots() {
    addTypes();
    addSizes();
    addLayers();
    addHead();
    addDropout();
    addLora();
    addParametersOutsideLayers();
    addParametersOfLayer();
    if (config.family() != Family.GPT2) {
      addLlamaVariants();
    }
    if (config.rope() != null) {
      addRope(config.rope());
    }
    return slots;
  }

  private void addTypes() {
    for (DType type : List.of(DType.F32, DType.F64, DType.BF16, DType.I64)) {
      slots.with(type.longName(), type.torchCode());
    }
    slots
        .with("bf16", bf16)
        .withFunction("downcast", x -> bf16 ? x + ".to(" + DType.BF16.torchCode() + ")" : x)
        .withFunction("upcast", x -> bf16 ? x + ".to(" + DType.F32.torchCode() + ")" : x)
        // Attention rounds keys and values to bfloat16 anyway.
        .with("cache_dtype", bf16 ? Integer.toString(DType.BF16.torchCode()) : "p[0].dtype");
  }

  private void addSizes() {
    Sizes sizes = config.sizes();
    slots
        .with("hidden_size", sizes.hiddenSize())
        .with("num_layers", sizes.numHiddenLayers())
        .with("H", sizes.numAttentionHeads())
        .with("K", sizes.numKeyValueHeads())
        .with("hs", sizes.headDim())
        .with("grouped_query", sizes.numAttentionHeads() > sizes.numKeyValueHeads())
        .with("max_position_embeddings", sizes.maxPositionEmbeddings());
  }

  private void addLayers() {
    List<Integer> windows = config.slidingWindows();
    slots
        .with("sliding_window", windows.stream().mapToInt(Integer::intValue).max().orElse(0))
        .with(
            "mask_of_layer",
            windows.stream()
                .map(window -> window > 0 ? "1" : "0")
                .collect(Collectors.joining(", ")))
        .with("num_parameters", parameters.all().size())
        .with("num_embedding_tensors", parameters.numEmbeddingTensors())
        .with("tensors_per_layer", parameters.tensorsPerLayer())
        .with("adapter_tensors_per_layer", adapted.tensorsPerLayer())
        .with("norm_epsilon", config.normEpsilon())
        .withFunction("activation", config.activation()::script);
  }

  private void addHead() {
    slots
        .with("lm_head_index", parameters.headIndex())
        .with("chunk_elements_cpu", CPU_CHUNK_ELEMENTS)
        .with("chunk_elements_gpu", GPU_CHUNK_ELEMENTS)
        .with("softmax_dtype", bf16 ? Integer.toString(DType.F32.torchCode()) : "logits.dtype");
  }

  private void addDropout() {
    Dropout dropout = config.dropout();
    slots
        .with("random", !dropout.equals(Dropout.NONE) || (lora != null && lora.dropout() > 0))
        .with("attention_dropout", dropout.attention())
        .withFunction("embedding_dropout", x -> dropout(x, dropout.embedding()))
        .withFunction("residual_dropout", x -> dropout(x, dropout.residual()));
  }

  private static String dropout(String x, double probability) {
    return probability == 0
        ? x
        : "torch.dropout(" + x + ", " + ScriptSlots.number(probability) + ", train)";
  }

  private void addLora() {
    slots
        .with("lora", lora != null)
        .with("first_trainable", lora == null ? 0 : parameters.all().size());
    if (lora != null) {
      double probability = lora.dropout();
      slots
          .with("lora_scaling", lora.scaling())
          .withFunction("lora_dropout", x -> dropout(x, probability))
          .with("adapted_per_layer", adapted.targets().size())
          .with(
              "adapted_weights",
              adapted.targets().stream()
                  .map(target -> Integer.toString(target.index()))
                  .collect(Collectors.joining(", ")))
          .with("transposed_weights", config.family() == Family.GPT2);
    }
  }

  private void addLlamaVariants() {
    boolean fused = config.family() == Family.PHI3;
    slots
        .withFile("qkv_projections", fused ? "phi3_qkv" : "llama_qkv")
        .withFile("gate_up_projections", fused ? "phi3_gate_up" : "llama_gate_up");
    if (config.family() == Family.QWEN3) {
      slots.withFile("qk_norms", "qwen3_qk_norms");
    } else {
      slots.with("qk_norms", "");
    }
  }

  /** Fills the slots of {@code rope.py}, with the file of the configured scaling. */
  private void addRope(Rope rope) {
    slots.with("R", rope.rotaryDim()).with("rope_theta", rope.theta());
    double attentionFactor =
        rope.scaling() instanceof LongRope longRope ? longRope.attentionFactor() : 1;
    slots.withFunction(
        "rope_scaled",
        x -> attentionFactor == 1 ? x : x + " * " + ScriptSlots.number(attentionFactor));
    if (rope.scaling() instanceof Rope.Linear linear) {
      slots.withFile("inverse_frequencies", "rope_linear").with("rope_factor", linear.factor());
    } else if (rope.scaling() instanceof Llama3 llama3) {
      addLlama3(llama3);
    } else if (rope.scaling() instanceof LongRope longRope) {
      addLongRope(longRope);
    } else {
      slots.withFile("inverse_frequencies", "rope_default");
    }
  }

  private void addLlama3(Llama3 scaling) {
    double original = scaling.originalMaxPositions();
    slots
        .withFile("inverse_frequencies", "rope_llama3")
        .with("two_pi", 2 * Math.PI)
        .with("rope_factor", scaling.factor())
        .with("original_max_positions", original)
        .with("low_freq_factor", scaling.lowFreqFactor())
        .with("freq_factor_range", scaling.highFreqFactor() - scaling.lowFreqFactor())
        .with("low_freq_wavelength", original / scaling.lowFreqFactor())
        .with("high_freq_wavelength", original / scaling.highFreqFactor());
  }

  private void addLongRope(LongRope scaling) {
    slots
        .withFile("inverse_frequencies", "rope_longrope")
        .with("original_max_positions", scaling.originalMaxPositions())
        .with("long_factors", numbers(scaling.longFactors()))
        .with("short_factors", numbers(scaling.shortFactors()));
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(ScriptSlots::number).collect(Collectors.joining(", "));
  }

  private void addParametersOutsideLayers() {
    for (int i = 0; i < parameters.all().size(); i++) {
      if (!parameters.isInLayer(i)) {
        slots.with(parameters.all().get(i).name(), "p[" + i + "]");
      }
    }
    slots.with("lm_head.weight", "p[" + parameters.headIndex() + "]");
  }

  private void addParametersOfLayer() {
    for (String name : parameters.namesInLayer()) {
      slots.with(name, inLayer(name));
      if (name.endsWith(".weight")) {
        String module = name.substring(0, name.lastIndexOf('.'));
        slots.withFunction(module, x -> linear(module, x));
      }
    }
  }

  private String inLayer(String name) {
    return "p[first + " + parameters.namesInLayer().indexOf(name) + "]";
  }

  /** Source of a linear layer's result, where {@code x} is the source of its input. */
  private String linear(String module, String x) {
    String stored = inLayer(module + ".weight");
    String weight = config.family() == Family.GPT2 ? stored + ".t()" : stored;
    String bias =
        parameters.namesInLayer().contains(module + ".bias") ? inLayer(module + ".bias") : "None";
    return adapted
        .adapterOf(module)
        .map(
            n ->
                "self.lora_linear(%s, %s, %s, p, adapter + %d, train)"
                    .formatted(x, weight, bias, 2 * n))
        .orElse("self.linear(%s, %s, %s)".formatted(x, weight, bias));
  }
}
