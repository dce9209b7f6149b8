package io.gristmill.encode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.format.Role;
import io.gristmill.record.Example;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Replaces the answer at the end of an example. */
public final class LastTurn {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Text in place of an answer that does not exist yet. */
  private static final String PLACEHOLDER = "?";

  private LastTurn() {}

  /** Replaces the content of a conversation's last turn; empty if the JSON cannot be read. */
  static Optional<String> replaceContent(String messages, String text) {
    try {
      JsonNode turns = JSON.readTree(messages);
      if (turns.path(turns.size() - 1) instanceof ObjectNode last) {
        last.put("content", text);
        return Optional.of(turns.toString());
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Adds a placeholder answer if there is none, so that a template can render the prompt. */
  public static Example withPlaceholder(Example example) {
    Map<String, String> metadata = new HashMap<>(example.metadata());
    metadata.computeIfPresent(Example.MESSAGES, (key, messages) -> addPlaceholder(messages));
    return new Example(
        example.id(),
        example.position(),
        example.instruction(),
        example.input(),
        example.output().isBlank() ? PLACEHOLDER : example.output(),
        example.source(),
        example.recipe(),
        example.parents(),
        metadata,
        example.score());
  }

  private static String addPlaceholder(String messages) {
    try {
      JsonNode read = JSON.readTree(messages);
      if (read instanceof ArrayNode turns && asks(turns.path(turns.size() - 1))) {
        turns.addObject().put("role", Role.ASSISTANT.messagesName()).put("content", PLACEHOLDER);
        return turns.toString();
      }
      return messages;
    } catch (JsonProcessingException e) {
      return messages; // the template reports what is wrong with it
    }
  }

  private static boolean asks(JsonNode turn) {
    return Role.fromName(turn.path("role").asText()).filter(Role::isAnswered).isPresent();
  }
}
