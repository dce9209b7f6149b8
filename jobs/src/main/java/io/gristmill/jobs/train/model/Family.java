package io.gristmill.jobs.train.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The supported model families, with their {@code architectures} and {@code model_type} in {@code
 * config.json}.
 */
public enum Family {
  GPT2("GPT2LMHeadModel", "gpt2"),
  LLAMA("LlamaForCausalLM", "llama"),
  MISTRAL("MistralForCausalLM", "mistral"),
  QWEN2("Qwen2ForCausalLM", "qwen2"),
  QWEN3("Qwen3ForCausalLM", "qwen3"),
  PHI3("Phi3ForCausalLM", "phi3");

  private final String architecture;
  private final String modelType;

  Family(String architecture, String modelType) {
    this.architecture = architecture;
    this.modelType = modelType;
  }

  public String architecture() {
    return architecture;
  }

  public String modelType() {
    return modelType;
  }

  static Optional<Family> of(String architecture, String modelType) {
    return Arrays.stream(values())
        .filter(family -> family.modelType.equals(modelType))
        .filter(family -> architecture.isEmpty() || family.architecture.equals(architecture))
        .findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(Family::architecture).collect(Collectors.joining(", "));
  }
}
