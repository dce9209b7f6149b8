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
 * Tokens that a model directory names: by text in {@code tokenizer_config.json} or {@code
 * special_tokens_map.json}, else by number in {@code generation_config.json} or {@code
 * config.json}.
 *
 * @param bos what a text begins with; having one does not mean that the tokenizer puts it there
 *     ({@link Tokenizer#bosTokens} says that)
 * @param eos what an answer ends with
 * @param pad what fills rows
 */
public record SpecialTokens(OptionalInt bos, OptionalInt eos, OptionalInt pad) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> BY_TEXT =
      List.of("tokenizer_config.json", "special_tokens_map.json");
  private static final List<String> BY_NUMBER = List.of("generation_config.json", "config.json");

  /**
   * @param directory of a model or of a tokenizer alone
   * @throws UserException when a file is no JSON
   */
  public static SpecialTokens read(Path directory, Tokenizer tokenizer) throws IOException {
    return new SpecialTokens(
        token(directory, tokenizer, "bos_token"),
        token(directory, tokenizer, "eos_token"),
        token(directory, tokenizer, "pad_token"));
  }

  private static OptionalInt token(Path directory, Tokenizer tokenizer, String name)
      throws IOException {
    for (String file : BY_TEXT) {
      JsonNode named = json(directory.resolve(file)).path(name);
      OptionalInt id = tokenizer.id(named.path("content").asText(named.asText("")));
      if (id.isPresent()) {
        return id;
      }
    }
    for (String file : BY_NUMBER) {
      JsonNode number = json(directory.resolve(file)).path(name + "_id");
      JsonNode first = number.isArray() ? number.path(0) : number;
      if (first.canConvertToInt() && first.isIntegralNumber() && first.intValue() >= 0) {
        return OptionalInt.of(first.intValue());
      }
    }
    return OptionalInt.empty();
  }

  private static JsonNode json(Path file) throws IOException {
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
