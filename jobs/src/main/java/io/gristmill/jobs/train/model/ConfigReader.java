package io.gristmill.jobs.train.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.TransformerConfig.Activation;
import io.gristmill.jobs.train.model.TransformerConfig.Biases;
import io.gristmill.jobs.train.model.TransformerConfig.Dropout;
import io.gristmill.jobs.train.model.TransformerConfig.Sizes;
import java.util.Collections;
import java.util.List;

/**
 * Reads {@code config.json} with the defaults of transformers. Unsupported settings that would
 * change the model's computation are rejected by name.
 */
public final class ConfigReader {

  private final Family family;
  private final ConfigFields json;

  private ConfigReader(Family family, ConfigFields json) {
    this.family = family;
    this.json = json;
  }

  /**
   * @param path path of the file, for messages
   * @throws UserException naming the unsupported architecture, or every unsupported setting
   */
  public static TransformerConfig read(JsonNode json, String path) {
    Problems problems = new Problems();
    TransformerConfig config =
        new ConfigReader(family(json, path), new ConfigFields(json, path + ": ", problems)).read();
    problems.throwIfAny();
    return config;
  }

  private static Family family(JsonNode json, String path) {
    String architecture = json.path("architectures").path(0).asText("");
    String modelType = json.path("model_type").asText("");
    return Family.of(architecture, modelType)
        .orElseThrow(
            () ->
                new UserException(
                    ExitCode.CONFIGURATION,
                    String.format(
                        "%s: architecture \"%s\" of model type \"%s\" is not supported; supported"
                            + " are: %s",
                        path, architecture, modelType, Family.names())));
  }

  private TransformerConfig read() {
    refuseUnsupported();
    return family == Family.GPT2 ? gpt2() : llamaLike();
  }

  private void refuseUnsupported() {
    json.refuse("quantization_config", json.has("quantization_config"));
    json.refuse("add_cross_attention", json.flag("add_cross_attention", false));
    json.refuse("is_encoder_decoder", json.flag("is_encoder_decoder", false));
    json.refuse("scale_attn_weights", !json.flag("scale_attn_weights", true));
    json.refuse(
        "scale_attn_by_inverse_layer_idx", json.flag("scale_attn_by_inverse_layer_idx", false));
  }

  private TransformerConfig gpt2() {
    int hiddenSize = json.positiveInt("n_embd");
    int numHeads = json.positiveInt("n_head");
    Sizes sizes =
        new Sizes(
            json.positiveInt("vocab_size"),
            hiddenSize,
            json.positiveInt("n_layer"),
            numHeads,
            numHeads,
            quotient("n_embd", hiddenSize, numHeads),
            json.positiveInt("n_inner", 4 * hiddenSize),
            json.positiveInt("n_positions", 1024));
    return new TransformerConfig(
        family,
        sizes,
        new Biases(true, true, true),
        null,
        Collections.nCopies(sizes.numHiddenLayers(), 0),
        activation(json.text("activation_function", "gelu_new")),
        json.flag("tie_word_embeddings", true),
        json.positive("layer_norm_epsilon", 1e-5),
        new Dropout(
            json.fraction("embd_pdrop", 0.1),
            json.fraction("attn_pdrop", 0.1),
            json.fraction("resid_pdrop", 0.1)),
        json.positive("initializer_range", 0.02));
  }

  private TransformerConfig llamaLike() {
    int hiddenSize = json.positiveInt("hidden_size");
    int numHeads = json.positiveInt("num_attention_heads");
    int maxPositions = json.positiveInt("max_position_embeddings", 2048);
    Sizes sizes =
        new Sizes(
            json.positiveInt("vocab_size"),
            hiddenSize,
            json.positiveInt("num_hidden_layers"),
            numHeads,
            json.positiveInt("num_key_value_heads", family == Family.MISTRAL ? 8 : numHeads),
            headDim(hiddenSize, numHeads),
            json.positiveInt("intermediate_size"),
            maxPositions);
    quotient("num_attention_heads", sizes.numAttentionHeads(), sizes.numKeyValueHeads());
    return new TransformerConfig(
        family,
        sizes,
        biases(),
        new RopeReader(json, maxPositions).read(sizes.headDim()),
        slidingWindows(sizes.numHiddenLayers()),
        activation(json.text("hidden_act", "silu")),
        json.flag("tie_word_embeddings", false),
        json.positive("rms_norm_eps", family == Family.PHI3 ? 1e-5 : 1e-6),
        new Dropout(
            json.fraction("embd_pdrop", 0),
            json.fraction("attention_dropout", 0),
            json.fraction("resid_pdrop", 0)),
        json.positive("initializer_range", 0.02));
  }

  private int headDim(int hiddenSize, int numHeads) {
    if (json.has("head_dim")) {
      return json.positiveInt("head_dim");
    }
    return family == Family.QWEN3 ? 128 : quotient("hidden_size", hiddenSize, numHeads);
  }

  private int quotient(String key, int whole, int parts) {
    if (whole % parts != 0) {
      json.problems().add("%s = %d is not a multiple of %d heads", key, whole, parts);
    }
    return Math.max(1, whole / parts);
  }

  private Biases biases() {
    boolean attention = json.flag("attention_bias", false);
    return switch (family) {
      case QWEN2 -> new Biases(true, false, false);
      case LLAMA -> new Biases(attention, attention, json.flag("mlp_bias", false));
      case QWEN3 -> new Biases(attention, attention, false);
      default -> new Biases(false, false, false);
    };
  }

  /**
   * The sliding window of each layer, by the rules of the family's configuration class in
   * transformers.
   */
  private List<Integer> slidingWindows(int layers) {
    boolean used =
        switch (family) {
          case MISTRAL, PHI3 -> json.has("sliding_window");
          case QWEN2, QWEN3 -> json.flag("use_sliding_window", false) && json.has("sliding_window");
          default -> false;
        };
    if (!used) {
      return Collections.nCopies(layers, 0);
    }
    int window = json.positiveInt("sliding_window");
    if (family == Family.MISTRAL || family == Family.PHI3) {
      return Collections.nCopies(layers, window);
    }
    return json.has("layer_types")
        ? windowsByLayerTypes(layers, window)
        : windowsFromLayer(layers, window);
  }

  private List<Integer> windowsByLayerTypes(int layers, int window) {
    List<String> types = json.texts("layer_types");
    if (types.size() != layers) {
      json.problems()
          .add("layer_types must have one entry per layer (%2$d), has %1$d", types.size(), layers);
    }
    return types.stream().map(type -> type.equals("sliding_attention") ? window : 0).toList();
  }

  private List<Integer> windowsFromLayer(int layers, int window) {
    int first = json.positiveInt("max_window_layers", 28);
    return java.util.stream.IntStream.range(0, layers)
        .mapToObj(layer -> layer >= first ? window : 0)
        .toList();
  }

  private Activation activation(String name) {
    return switch (name) {
      case "silu", "swish" -> Activation.SILU;
      case "gelu" -> Activation.GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> Activation.GELU_TANH;
      case "relu" -> Activation.RELU;
      default -> {
        json.problems()
            .add(
                "activation %s is not supported; supported are silu, gelu, gelu_new and relu",
                name);
        yield Activation.SILU;
      }
    };
  }
}
