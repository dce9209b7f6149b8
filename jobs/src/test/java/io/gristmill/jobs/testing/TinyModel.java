package io.gristmill.jobs.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.ConfigReader;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.model.WeightInitializer;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A small Llama with random weights and the tokenizer of the tests. */
public final class TinyModel {

  private static final String CONFIG =
      """
      {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "vocab_size": 300,
       "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
       "num_key_value_heads": 2, "intermediate_size": 64, "max_position_embeddings": %d,
       "rms_norm_eps": 1e-6, "hidden_act": "silu", "rope_theta": 10000.0,
       "tie_word_embeddings": true, "initializer_range": 0.3, "torch_dtype": "float32"}
      """;

  private TinyModel() {}

  public static Path write(Path folder, long seed) throws IOException {
    return write(folder, seed, 96);
  }

  /** Writes a model for sequences of up to {@code maxPositions} tokens. */
  public static Path write(Path folder, long seed, int maxPositions) throws IOException {
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(CONFIG.formatted(maxPositions));
    TransformerConfig config = ConfigReader.read(json, "config.json");
    try (Backend backend = Backend.open("cpu");
        Scope scope = backend.open()) {
      new ModelDirectory(folder, json, config)
          .save(folder, WeightInitializer.initialize(config, seed, scope), DType.F32, 1L << 30);
    }
    try (InputStream in =
        Objects.requireNonNull(TinyModel.class.getResourceAsStream("/tokenizer/tokenizer.json"))) {
      Files.copy(in, folder.resolve("tokenizer.json"));
    }
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|end|>\"}");
    return folder;
  }
}
