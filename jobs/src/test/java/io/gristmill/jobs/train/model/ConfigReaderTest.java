package io.gristmill.jobs.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.UserException;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {

  private static final String LLAMA =
      """
      {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": 100,
       "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 3,
       "num_attention_heads": 8, "num_key_value_heads": 2, "max_position_embeddings": 4096}
      """;

  private static TransformerConfig read(String changes) throws JsonProcessingException {
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(LLAMA);
    json.setAll((ObjectNode) new ObjectMapper().readTree(changes));
    return ConfigReader.read(json, "m/config.json");
  }

  @Test
  void missingSettingsHaveTheDefaultsOfTransformers() throws Exception {
    TransformerConfig config = read("{}");
    assertThat(config.sizes())
        .isEqualTo(new TransformerConfig.Sizes(100, 64, 3, 8, 2, 8, 96, 4096));
    assertThat(config.rope()).isEqualTo(new Rope(10000, 8, new Rope.Unscaled()));
    assertThat(config.slidingWindows()).containsExactly(0, 0, 0);
    assertThat(config.tieWordEmbeddings()).isFalse();
    assertThat(config.normEpsilon()).isEqualTo(1e-6);
    assertThat(config.dropout()).isEqualTo(TransformerConfig.Dropout.NONE);
  }

  @Test
  void readsRopeSettingsOfTransformers4And5() throws Exception {
    Rope expected = new Rope(500000, 8, new Rope.Llama3(8, 1, 4, 8192));
    assertThat(
            read("""
            {"rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3", "factor": 8.0,
             "low_freq_factor": 1.0, "high_freq_factor": 4.0,
             "original_max_position_embeddings": 8192}}
            """)
                .rope())
        .isEqualTo(expected);
    assertThat(
            read("""
            {"rope_parameters": {"rope_type": "llama3", "rope_theta": 500000.0, "factor": 8.0,
             "low_freq_factor": 1.0, "high_freq_factor": 4.0,
             "original_max_position_embeddings": 8192}}
            """)
                .rope())
        .isEqualTo(expected);
    assertThat(read("{\"rope_scaling\": {\"type\": \"linear\", \"factor\": 2}}").rope())
        .isEqualTo(new Rope(10000, 8, new Rope.Linear(2)));
  }

  @Test
  void slidingWindowsOfQwenBeginAtMaxWindowLayers() throws Exception {
    String qwen =
        "{\"architectures\": [\"Qwen2ForCausalLM\"], \"model_type\": \"qwen2\", \"sliding_window\":"
            + " 9, \"max_window_layers\": 2, \"use_sliding_window\": %s}";
    assertThat(read(qwen.formatted("true")).slidingWindows()).containsExactly(0, 0, 9);
    assertThat(read(qwen.formatted("false")).slidingWindows()).containsExactly(0, 0, 0);
  }

  @Test
  void rejectsUnsupportedArchitecturesByName() {
    assertThatThrownBy(
            () -> read("{\"architectures\": [\"MambaForCausalLM\"], \"model_type\": \"mamba\"}"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "m/config.json: architecture \"MambaForCausalLM\" of model type \"mamba\" is not"
                + " supported; supported are: GPT2LMHeadModel, LlamaForCausalLM,"
                + " MistralForCausalLM, Qwen2ForCausalLM, Qwen3ForCausalLM, Phi3ForCausalLM");
    assertThatThrownBy(() -> read("{\"architectures\": [\"LlamaForSequenceClassification\"]}"))
        .hasMessageContaining("LlamaForSequenceClassification");
  }

  @Test
  void namesAllUnsupportedSettingsAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    {"hidden_act": "mish", "rope_scaling": {"rope_type": "yarn", "factor": 4},
                     "quantization_config": {"bits": 4}, "hidden_size": "wide", "num_hidden_layers": 0,
                     "rms_norm_eps": -1, "attention_dropout": 1.5, "tie_word_embeddings": "yes"}
                    """))
        .hasMessageContaining("activation mish is not supported")
        .hasMessageContaining("rope_type yarn is not supported")
        .hasMessageContaining("m/config.json: quantization_config = {\"bits\":4} is not supported")
        .hasMessageContaining("hidden_size must be a whole number >= 1, was \"wide\"")
        .hasMessageContaining("num_hidden_layers must be a whole number >= 1, was 0")
        .hasMessageContaining("rms_norm_eps must be a number > 0, was -1")
        .hasMessageContaining("attention_dropout must be in [0, 1), was 1.5")
        .hasMessageContaining("tie_word_embeddings must be true or false, was \"yes\"");
    assertThatThrownBy(() -> read("{\"num_key_value_heads\": 3}"))
        .hasMessageContaining("num_attention_heads = 8 is not a multiple of 3 heads");
  }
}
