package io.gristmill.bpe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a trained tokenizer as the files that Hugging Face's libraries and DJL load. */
public final class TokenizerFiles {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TokenizerFiles() {}

  /** The files by name. */
  public static Map<String, String> of(BpeConfig config, BpeVocabulary vocabulary) {
    Map<String, String> files = new TreeMap<>();
    files.put("tokenizer.json", text(tokenizer(config, vocabulary)));
    files.put("tokenizer_config.json", text(tokenizerConfig(config)));
    files.put("special_tokens_map.json", text(specialTokenNames(config)));
    return files;
  }

  private static ObjectNode tokenizer(BpeConfig config, BpeVocabulary vocabulary) {
    ObjectNode json = NODES.objectNode();
    json.put("version", "1.0");
    json.putNull("truncation");
    json.putNull("padding");
    ArrayNode added = json.putArray("added_tokens");
    for (int id = 0; id < vocabulary.specialCount(); id++) {
      added.add(addedToken(vocabulary.tokens().get(id)).put("special", true));
      ((ObjectNode) added.get(id)).put("id", id);
    }
    json.putNull("normalizer");
    json.set("pre_tokenizer", config.preTokenizer().json());
    json.putNull("post_processor");
    json.putObject("decoder")
        .put("type", "ByteLevel")
        .put("add_prefix_space", true)
        .put("trim_offsets", true)
        .put("use_regex", true);
    json.set("model", model(vocabulary));
    return json;
  }

  private static ObjectNode model(BpeVocabulary vocabulary) {
    ObjectNode model = NODES.objectNode();
    model.put("type", "BPE");
    List.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")
        .forEach(model::putNull);
    List.of("fuse_unk", "byte_fallback", "ignore_merges").forEach(key -> model.put(key, false));
    ObjectNode ids = model.putObject("vocab");
    for (int id = 0; id < vocabulary.tokens().size(); id++) {
      ids.put(vocabulary.tokens().get(id), id);
    }
    ArrayNode merges = model.putArray("merges");
    vocabulary.merges().forEach(m -> merges.addArray().add(m.left()).add(m.right()));
    return model;
  }

  private static ObjectNode addedToken(String token) {
    return NODES
        .objectNode()
        .put("content", token)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false);
  }

  private static ObjectNode tokenizerConfig(BpeConfig config) {
    ObjectNode json = NODES.objectNode();
    ObjectNode decoder = json.putObject("added_tokens_decoder");
    for (int id = 0; id < config.specialTokens().size(); id++) {
      decoder.set(
          String.valueOf(id), addedToken(config.specialTokens().get(id)).put("special", true));
    }
    json.setAll(specialTokenNames(config));
    json.put("clean_up_tokenization_spaces", false);
    json.put("tokenizer_class", "PreTrainedTokenizerFast");
    return json;
  }

  private static ObjectNode specialTokenNames(BpeConfig config) {
    ObjectNode json = NODES.objectNode();
    put(json, "bos_token", config.bosToken());
    put(json, "eos_token", config.eosToken());
    put(json, "pad_token", config.padToken());
    return json;
  }

  private static void put(ObjectNode json, String key, String token) {
    if (!token.isEmpty()) {
      json.put(key, token);
    }
  }

  private static String text(JsonNode json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }
}
