package io.gristmill.jobs.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The special tokens that a model directory names: by text in {@code tokenizer_config.json} or
 * {@code special_tokens_map.json}, else by id in {@code generation_config.json} or {@code
 * config.json}.
 *
 * @param bos token that begins a text; whether the tokenizer adds it is another question ({@link
 *     Tokenizer#bosTokens})
 * @param eos token that ends an answer
 * @param pad token that pads rows
 */
public record SpecialTokens(OptionalInt bos, OptionalInt eos, OptionalInt pad) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> BY_TEXT =
      List.of("tokenizer_config.json", "special_tokens_map.json");
  private static final List<String> BY_NUMBER = List.of("generation_config.json", "config.json");

  /**
   * Reads the special tokens of a directory.
   *
   * @param directory a model directory, or one with only a tokenizer
   * @throws UserException when a file is not valid JSON
   */
  public static SpecialTokens read(Path directory, Tokenizer tokenizer) throws IOException {
    return new SpecialTokens(
        find(directory, tokenizer, "bos_token"),
        find(directory, tokenizer, "eos_token"),
        find(directory, tokenizer, "pad_token"));
  }

  private static OptionalInt find(Path directory, Tokenizer tokenizer, String name)
      throws IOException {
    for (String file : BY_TEXT) {
      JsonNode named = readJson(directory.resolve(file)).path(name);
      OptionalInt id = tokenizer.id(named.path("content").asText(named.asText("")));
      if (id.isPresent()) {
        return id;
      }
    }
    for (String file : BY_NUMBER) {
      JsonNode number = readJson(directory.resolve(file)).path(name + "_id");
      JsonNode first = number.isArray() ? number.path(0) : number;
      if (first.canConvertToInt() && first.isIntegralNumber() && first.intValue() >= 0) {
        return OptionalInt.of(first.intValue());
      }
    }
    return OptionalInt.empty();
  }

  private static JsonNode readJson(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new UserException(ExitCode.INPUT, file + ": " + e.getOriginalMessage(), e);
    }
  }
}
