package io.gristmill.jobs.train.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.train.file.SafetensorsFile;
import io.gristmill.jobs.train.model.Adapters;
import io.gristmill.jobs.train.model.Lora;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads LoRA adapters in peft's layout. */
public final class PeftAdapters {

  private PeftAdapters() {}

  /** The settings of {@code adapter_config.json}. */
  public static Lora lora(Path directory) throws IOException {
    JsonNode json = new ObjectMapper().readTree(directory.resolve("adapter_config.json").toFile());
    List<String> targets = new ArrayList<>();
    json.path("target_modules").forEach(target -> targets.add(target.asText()));
    return new Lora(
        json.path("r").asInt(),
        json.path("lora_alpha").asDouble(),
        json.path("lora_dropout").asDouble(),
        targets);
  }

  /** The adapters of a model, which must be all tensors of the file. */
  public static Adapters read(Path directory, TransformerConfig config, Scope scope)
      throws IOException {
    Lora lora = lora(directory);
    List<Parameter> parameters = lora.parameters(config);
    List<Tensor> tensors = new ArrayList<>();
    try (SafetensorsFile file =
        SafetensorsFile.open(directory.resolve("adapter_model.safetensors"))) {
      for (Parameter parameter : parameters) {
        tensors.add(file.readFloats(scope, parameter.name(), parameter.shape()));
      }
      if (file.names().size() != parameters.size()) {
        throw new IllegalArgumentException("unknown tensors among " + file.names());
      }
    }
    return new Adapters(lora, tensors);
  }
}
