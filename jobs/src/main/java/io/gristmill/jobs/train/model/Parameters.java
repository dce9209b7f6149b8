package io.gristmill.jobs.train.model;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.model.Parameter.Initialization;
import io.gristmill.jobs.train.model.TransformerConfig.Sizes;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tensors of a model in the order in which its TorchScript methods take them: embeddings, the
 * layers one after another, the final norm, and the language model head unless it is tied.
 *
 * @param numEmbeddingTensors number of embedding tensors, which precede the first layer
 * @param tensorsPerLayer number of tensors of a layer, the same in each
 */
public record Parameters(List<Parameter> all, int numEmbeddingTensors, int tensorsPerLayer) {

  /** The prefix of the names of a layer's tensors. */
  private static final Pattern LAYER =
      Pattern.compile("^(transformer\\.h|model\\.layers)\\.\\d+\\.");

  public Parameters {
    all = List.copyOf(all);
  }

  public static Parameters of(TransformerConfig config) {
    List<Parameter> all = new ArrayList<>(embeddings(config));
    int embeddings = all.size();
    for (int layer = 0; layer < config.sizes().numHiddenLayers(); layer++) {
      all.addAll(layer(config, layer));
    }
    int perLayer = (all.size() - embeddings) / config.sizes().numHiddenLayers();
    all.addAll(finalParameters(config));
    return new Parameters(all, embeddings, perLayer);
  }

  public long numWeights() {
    return all.stream().mapToLong(parameter -> parameter.shape().elements()).sum();
  }

  /** Requires as many tensors as parameters, each of its parameter's shape. */
  static void checkShapes(String what, List<Parameter> parameters, List<Tensor> tensors) {
    Require.that(
        parameters.size() == tensors.size(),
        "%s must have %d tensors, has %d",
        what,
        parameters.size(),
        tensors.size());
    for (int i = 0; i < tensors.size(); i++) {
      Require.that(
          parameters.get(i).shape().equals(tensors.get(i).shape()),
          "%s must have shape %s, has %s",
          parameters.get(i).name(),
          parameters.get(i).shape(),
          tensors.get(i).shape());
    }
  }

  /**
   * The index of the weight of the language model head; it equals that of the token embedding if
   * the two are tied.
   */
  int headIndex() {
    Parameter last = all.get(all.size() - 1);
    return last.shape().rank() > 1 ? all.size() - 1 : 0;
  }

  int layer(int layer) {
    return numEmbeddingTensors + layer * tensorsPerLayer;
  }

  /** Whether the tensor with this index belongs to a layer. */
  boolean isInLayer(int index) {
    return !inLayer(all.get(index).name()).equals(all.get(index).name());
  }

  /** The names of a layer's tensors, without the layer's prefix. */
  List<String> namesInLayer() {
    return all.subList(numEmbeddingTensors, numEmbeddingTensors + tensorsPerLayer).stream()
        .map(parameter -> inLayer(parameter.name()))
        .toList();
  }

  /** The name, within its layer, of the module that a tensor belongs to. */
  static String module(String name) {
    String inLayer = inLayer(name);
    return inLayer.substring(0, inLayer.lastIndexOf('.'));
  }

  private static String inLayer(String name) {
    return LAYER.matcher(name).replaceFirst("");
  }

  private static List<Parameter> embeddings(TransformerConfig config) {
    Sizes sizes = config.sizes();
    if (config.family() == Family.GPT2) {
      return List.of(
          normal("transformer.wte.weight", sizes.vocabSize(), sizes.hiddenSize()),
          normal("transformer.wpe.weight", sizes.maxPositionEmbeddings(), sizes.hiddenSize()));
    }
    return List.of(normal("model.embed_tokens.weight", sizes.vocabSize(), sizes.hiddenSize()));
  }

  private static List<Parameter> finalParameters(TransformerConfig config) {
    Sizes sizes = config.sizes();
    List<Parameter> end = new ArrayList<>();
    if (config.family() == Family.GPT2) {
      end.add(ones("transformer.ln_f.weight", sizes.hiddenSize()));
      end.add(zeros("transformer.ln_f.bias", sizes.hiddenSize()));
    } else {
      end.add(ones("model.norm.weight", sizes.hiddenSize()));
    }
    if (!config.tieWordEmbeddings()) {
      end.add(normal("lm_head.weight", sizes.vocabSize(), sizes.hiddenSize()));
    }
    return end;
  }

  private static List<Parameter> layer(TransformerConfig config, int layer) {
    return switch (config.family()) {
      case GPT2 -> gpt2("transformer.h." + layer + ".", config.sizes());
      case PHI3 -> phi3("model.layers." + layer + ".", config.sizes());
      default -> llama("model.layers." + layer + ".", config);
    };
  }

  /** GPT-2 stores the weights of linear layers transposed: (in, out). */
  private static List<Parameter> gpt2(String at, Sizes sizes) {
    int width = sizes.hiddenSize();
    return List.of(
        ones(at + "ln_1.weight", width),
        zeros(at + "ln_1.bias", width),
        normal(at + "attn.c_attn.weight", width, 3 * width),
        zeros(at + "attn.c_attn.bias", 3 * width),
        residual(at + "attn.c_proj.weight", width, width),
        zeros(at + "attn.c_proj.bias", width),
        ones(at + "ln_2.weight", width),
        zeros(at + "ln_2.bias", width),
        normal(at + "mlp.c_fc.weight", width, sizes.intermediateSize()),
        zeros(at + "mlp.c_fc.bias", sizes.intermediateSize()),
        residual(at + "mlp.c_proj.weight", sizes.intermediateSize(), width),
        zeros(at + "mlp.c_proj.bias", width));
  }

  private static List<Parameter> phi3(String at, Sizes sizes) {
    int queries = sizes.numAttentionHeads() * sizes.headDim();
    int all = queries + 2 * sizes.numKeyValueHeads() * sizes.headDim();
    return List.of(
        ones(at + "input_layernorm.weight", sizes.hiddenSize()),
        normal(at + "self_attn.qkv_proj.weight", all, sizes.hiddenSize()),
        normal(at + "self_attn.o_proj.weight", sizes.hiddenSize(), queries),
        ones(at + "post_attention_layernorm.weight", sizes.hiddenSize()),
        normal(at + "mlp.gate_up_proj.weight", 2 * sizes.intermediateSize(), sizes.hiddenSize()),
        normal(at + "mlp.down_proj.weight", sizes.hiddenSize(), sizes.intermediateSize()));
  }

  private static List<Parameter> llama(String at, TransformerConfig config) {
    Sizes sizes = config.sizes();
    int width = sizes.hiddenSize();
    int queries = sizes.numAttentionHeads() * sizes.headDim();
    int keys = sizes.numKeyValueHeads() * sizes.headDim();
    boolean attention = config.biases().qkv();
    boolean feedForward = config.biases().mlp();
    List<Parameter> layer = new ArrayList<>();
    layer.add(ones(at + "input_layernorm.weight", width));
    linear(layer, at + "self_attn.q_proj", queries, width, attention);
    linear(layer, at + "self_attn.k_proj", keys, width, attention);
    linear(layer, at + "self_attn.v_proj", keys, width, attention);
    if (config.family() == Family.QWEN3) {
      layer.add(ones(at + "self_attn.q_norm.weight", sizes.headDim()));
      layer.add(ones(at + "self_attn.k_norm.weight", sizes.headDim()));
    }
    linear(layer, at + "self_attn.o_proj", width, queries, config.biases().attentionOutput());
    layer.add(ones(at + "post_attention_layernorm.weight", width));
    linear(layer, at + "mlp.gate_proj", sizes.intermediateSize(), width, feedForward);
    linear(layer, at + "mlp.up_proj", sizes.intermediateSize(), width, feedForward);
    linear(layer, at + "mlp.down_proj", width, sizes.intermediateSize(), feedForward);
    return layer;
  }

  private static void linear(
      List<Parameter> layer, String name, int out, int in, boolean withBias) {
    layer.add(normal(name + ".weight", out, in));
    if (withBias) {
      layer.add(zeros(name + ".bias", out));
    }
  }

  private static Parameter normal(String name, long... sizes) {
    return new Parameter(name, Shape.of(sizes), Initialization.NORMAL);
  }

  private static Parameter residual(String name, long... sizes) {
    return new Parameter(name, Shape.of(sizes), Initialization.RESIDUAL);
  }

  private static Parameter ones(String name, long... sizes) {
    return new Parameter(name, Shape.of(sizes), Initialization.ONES);
  }

  private static Parameter zeros(String name, long... sizes) {
    return new Parameter(name, Shape.of(sizes), Initialization.ZEROS);
  }
}
