package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.train.model.Adapters;
import io.gristmill.jobs.train.model.Family;
import io.gristmill.jobs.train.model.Lora;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes LoRA adapters in peft's layout. */
public final class AdapterDirectory {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AdapterDirectory() {}

  /**
   * Writes {@code adapter_config.json} and the tensors.
   *
   * @param base path or name of the base model, for peft
   */
  public static void save(
      Path directory, TransformerConfig config, Adapters adapters, String base, DType type)
      throws IOException {
    Files.createDirectories(directory);
    SafetensorsWriter.write(
        directory.resolve("adapter_model.safetensors"),
        Parameter.named(adapters.lora().parameters(config), adapters.tensors()),
        type);
    Files.writeString(
        directory.resolve("adapter_config.json"),
        json(adapters.lora(), config, base).toPrettyString() + "\n");
  }

  private static ObjectNode json(Lora lora, TransformerConfig config, String base) {
    ObjectNode json = JSON.createObjectNode();
    json.put("peft_type", "LORA");
    json.put("task_type", "CAUSAL_LM");
    json.put("base_model_name_or_path", base);
    json.put("inference_mode", true);
    json.put("r", lora.rank());
    if (lora.alpha() == Math.rint(lora.alpha())) {
      json.put("lora_alpha", (long) lora.alpha());
    } else {
      json.put("lora_alpha", lora.alpha());
    }
    json.put("lora_dropout", lora.dropout());
    json.put("bias", "none");
    json.put("fan_in_fan_out", config.family() == Family.GPT2);
    json.put("init_lora_weights", true);
    lora.adaptedModules(config).forEach(json.putArray("target_modules")::add);
    return json;
  }
}
