package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Lora;
import io.gristmill.jobs.train.model.TransformerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads and writes peft's {@code adapter_config.json}. The settings of {@link Lora} are supported;
 * any other setting that is unknown or changes the computation of the adapters is rejected by name
 * if it is set.
 */
final class AdapterConfig {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Settings that describe where adapters come from, or that concern other methods of peft. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "auto_mapping",
          "base_model_name_or_path",
          "fan_in_fan_out",
          "inference_mode",
          "megatron_core",
          "peft_version",
          "qalora_group_size",
          "revision",
          "task_type");

  /** Initializations that leave the weights of the base model unchanged. */
  private static final Set<String> INITIALIZATIONS = Set.of("true", "false", "gaussian");

  private static final Set<String> SUPPORTED =
      Set.of("peft_type", "r", "lora_alpha", "lora_dropout", "target_modules", "bias");

  private final JsonNode json;
  private final String path;
  private final Problems problems = new Problems();

  private AdapterConfig(JsonNode json, String path) {
    this.json = json;
    this.path = path;
  }

  /**
   * @param path path of the file, for messages
   * @throws UserException naming every unsupported setting
   */
  static Lora read(JsonNode json, String path) {
    return new AdapterConfig(json, path).read();
  }

  private Lora read() {
    json.fields().forEachRemaining(field -> checkKey(field.getKey(), field.getValue()));
    refuseIf("peft_type", !json.path("peft_type").asText().equals("LORA"));
    refuseIf("bias", !json.path("bias").asText("none").equals("none"));
    // 8, 8 and 0 are the defaults of peft.
    JsonNode rank = json.path("r");
    refuseIf("r", json.has("r") && !(rank.canConvertToInt() && rank.intValue() >= 1));
    double alpha = json.path("lora_alpha").asDouble(8);
    refuseIf("lora_alpha", !(alpha > 0));
    double dropout = json.path("lora_dropout").asDouble(0);
    refuseIf("lora_dropout", !(dropout >= 0 && dropout < 1));
    List<String> targets = targetModules(json.path("target_modules"));
    problems.throwIfAny();
    return new Lora(rank.asInt(8), alpha, dropout, targets);
  }

  private void checkKey(String key, JsonNode value) {
    if (key.equals("init_lora_weights")) {
      refuseIf(key, !INITIALIZATIONS.contains(value.asText()));
    } else if (!WITHOUT_EFFECT.contains(key) && !SUPPORTED.contains(key)) {
      boolean unset =
          value.isNull()
              || (value.isBoolean() && !value.booleanValue())
              || (value.isContainerNode() && value.isEmpty());
      refuseIf(key, !unset);
    }
  }

  /** A list of names, or {@code all-linear}; regular expressions are not supported. */
  private List<String> targetModules(JsonNode value) {
    List<String> targets = new ArrayList<>();
    value.forEach(target -> targets.add(target.asText()));
    if (value.isTextual() && value.textValue().equalsIgnoreCase(Lora.ALL_LINEAR)) {
      targets.add(Lora.ALL_LINEAR);
    }
    refuseIf("target_modules", targets.isEmpty());
    return targets;
  }

  private void refuseIf(String key, boolean wrong) {
    if (wrong) {
      JsonNode value = json.path(key);
      problems.add(
          "%s: %s = %s is not supported",
          path, key, value.isMissingNode() ? "missing" : value.toString());
    }
  }

  /**
   * Writes the settings.
   *
   * @param base path or name of the base model, for peft
   */
  static ObjectNode write(Lora lora, TransformerConfig config, String base, boolean transposed) {
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
    json.put("fan_in_fan_out", transposed);
    json.put("init_lora_weights", true);
    lora.adaptedModules(config).forEach(json.putArray("target_modules")::add);
    return json;
  }
}
