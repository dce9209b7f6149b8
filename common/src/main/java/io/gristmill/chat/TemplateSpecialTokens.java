package io.gristmill.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the special tokens that templates refer to by name from a tokenizer's files. Defaults of a
 * tokenizer's Python class are not in the files and stay unknown.
 */
final class TemplateSpecialTokens {

  private static final List<String> STANDARD =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  private TemplateSpecialTokens() {}

  /**
   * The tokens by name.
   *
   * @param config {@code tokenizer_config.json}
   * @param map {@code special_tokens_map.json}, used only with the old form of {@code config},
   *     without {@code added_tokens_decoder}
   */
  static Map<String, String> of(JsonNode config, JsonNode map) {
    Map<String, String> tokens = new LinkedHashMap<>();
    Map<String, JsonNode> all = new LinkedHashMap<>();
    config.properties().forEach(field -> all.put(field.getKey(), field.getValue()));
    if (!config.has("added_tokens_decoder")) {
      map.properties().forEach(field -> all.put(field.getKey(), field.getValue()));
    }
    all.getOrDefault("extra_special_tokens", config.path("none"))
        .properties()
        .forEach(field -> all.putIfAbsent(field.getKey(), field.getValue()));
    STANDARD.forEach(name -> add(name, all, tokens));
    all.keySet().stream()
        .filter(name -> name.endsWith("_token") && !STANDARD.contains(name))
        .forEach(name -> add(name, all, tokens));
    config
        .path("extra_special_tokens")
        .properties()
        .forEach(field -> add(field.getKey(), all, tokens));
    return Collections.unmodifiableMap(tokens);
  }

  private static void add(String name, Map<String, JsonNode> all, Map<String, String> tokens) {
    Optional.ofNullable(all.get(name))
        .flatMap(TemplateSpecialTokens::content)
        .ifPresent(token -> tokens.put(name, token));
  }

  /** The text of a token, given as a string or as an object with {@code content}. */
  private static Optional<String> content(JsonNode value) {
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    return Optional.ofNullable(value.path("content").textValue());
  }
}
