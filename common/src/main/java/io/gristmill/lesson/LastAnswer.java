package io.gristmill.lesson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Another answer at the end of a conversation that is kept as JSON. */
final class LastAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LastAnswer() {}

  /** The conversation with its last turn's text replaced; nothing where it cannot be read. */
  static Optional<String> replaced(String messages, String text) {
    try {
      JsonNode turns = JSON.readTree(messages);
      if (turns.path(turns.size() - 1) instanceof ObjectNode last) {
        last.put("content", text);
        return Optional.of(JSON.writeValueAsString(turns));
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
