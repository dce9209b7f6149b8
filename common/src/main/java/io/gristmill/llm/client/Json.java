package io.gristmill.llm.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.llm.Answer.Finish;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON helpers for requests and responses. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // The response size is limited in bytes while reading.
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Parses a document; empty if invalid, without the reason, since it would quote the text. */
  static Optional<JsonNode> parse(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static byte[] bytes(ObjectNode document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A count, or -1 if missing. */
  static long count(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() ? Math.max(-1, node.asLong()) : -1;
  }

  /** A string, or an empty one if missing. */
  static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : "";
  }

  /** Maps the finish reasons of known servers. */
  static Finish finish(String reason) {
    return switch (reason) {
      case "stop", "eos", "eos_token", "stop_sequence", "end_turn" -> Finish.STOP;
      case "length", "max_tokens", "model_length" -> Finish.LENGTH;
      case "content_filter" -> Finish.FILTERED;
      default -> Finish.OTHER;
    };
  }
}
