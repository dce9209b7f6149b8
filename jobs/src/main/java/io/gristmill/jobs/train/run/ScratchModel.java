package io.gristmill.jobs.train.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.tokenizer.SpecialTokens;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.ConfigReader;
import io.gristmill.jobs.train.model.Family;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Creates the {@code config.json} of a model from scratch. */
final class ScratchModel {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ScratchModel() {}

  static ModelDirectory directory(
      ScratchSettings shape, Path tokenizer, int vocabulary, SpecialTokens special) {
    ObjectNode json = JSON.createObjectNode();
    json.putArray("architectures").add(shape.modelType().architecture());
    json.put("model_type", shape.modelType().modelType());
    json.put("vocab_size", vocabulary);
    if (shape.modelType() == Family.GPT2) {
      gpt2(json, shape);
    } else {
      llamaLike(json, shape);
    }
    json.put("tie_word_embeddings", shape.tieWordEmbeddings());
    json.put("use_cache", true);

    // Null if the tokenizer has none, since transformers has other defaults per model type.
    put(json, "bos_token_id", special.bos());
    put(json, "eos_token_id", special.eos());
    put(json, "pad_token_id", special.pad());
    return new ModelDirectory(tokenizer, json, ConfigReader.read(json, "scratch"));
  }

  private static void put(ObjectNode json, String key, OptionalInt id) {
    json.put(key, id.isPresent() ? (Integer) id.getAsInt() : null);
  }

  /** Sets dropout to 0; transformers' default for gpt2 alone is 0.1. */
  private static void gpt2(ObjectNode json, ScratchSettings shape) {
    json.put("n_embd", shape.hiddenSize());
    json.put("n_layer", shape.numHiddenLayers());
    json.put("n_head", shape.numAttentionHeads());
    json.put("n_inner", shape.intermediateSize().orElse(4 * shape.hiddenSize()));
    json.put("n_positions", shape.maxPositionEmbeddings());
    json.put("embd_pdrop", 0.0).put("attn_pdrop", 0.0).put("resid_pdrop", 0.0);
  }

  private static void llamaLike(ObjectNode json, ScratchSettings shape) {
    json.put("hidden_size", shape.hiddenSize());
    json.put("num_hidden_layers", shape.numHiddenLayers());
    json.put("num_attention_heads", shape.numAttentionHeads());
    json.put("num_key_value_heads", shape.numKeyValueHeads().orElse(shape.numAttentionHeads()));
    json.put("head_dim", shape.hiddenSize() / shape.numAttentionHeads());
    json.put(
        "intermediate_size",
        shape.intermediateSize().orElse(gatedIntermediateSize(shape.hiddenSize())));
    json.put("max_position_embeddings", shape.maxPositionEmbeddings());
    json.put("rope_theta", 10000.0);
    json.put("hidden_act", "silu");
    json.put("rms_norm_eps", 1e-5);
  }

  /**
   * 8/3 of the hidden size, rounded up to a multiple of 8: the three matrices of a gated
   * feed-forward layer then have as many weights as the two of a plain one with 4 times the hidden
   * size.
   */
  private static int gatedIntermediateSize(int width) {
    return (8 * width / 3 + 7) / 8 * 8;
  }
}
