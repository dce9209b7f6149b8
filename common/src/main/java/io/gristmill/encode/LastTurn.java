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
import java.util.function.Consumer;

/** Replaces the answer at the end of an example. */
public final class LastTurn {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Text in place of an answer that does not exist yet. */
  private static final String PLACEHOLDER = "?";

  private LastTurn() {}

  /** Replaces the content of a conversation's last turn. */
  static String replaceContent(String messages, String text) {
    return edit(
        messages,
        turns -> {
          if (turns.path(turns.size() - 1) instanceof ObjectNode last) {
            last.put("content", text);
          }
        });
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
    return edit(
        messages,
        turns -> {
          if (turns instanceof ArrayNode list && asks(list.path(list.size() - 1))) {
            list.addObject().put("role", Role.ASSISTANT.messagesName()).put("content", PLACEHOLDER);
          }
        });
  }

  /** Edits a list of turns; JSON that is invalid stays, and the template reports the mistake. */
  private static String edit(String messages, Consumer<JsonNode> change) {
    try {
      JsonNode turns = JSON.readTree(messages);
      change.accept(turns);
      return turns.toString();
    } catch (JsonProcessingException e) {
      return messages;
    }
  }

  private static boolean asks(JsonNode turn) {
    return Role.fromName(turn.path("role").asText()).filter(Role::isAnswered).isPresent();
  }
}
