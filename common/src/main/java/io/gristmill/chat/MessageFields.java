package io.gristmill.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prepares messages for a template as transformers does: drops null fields and copies the
 * assistant's reasoning to every name that templates read.
 */
final class MessageFields {

  /** Fields that may hold a message's reasoning, the standard one first. */
  private static final List<String> REASONING =
      List.of("reasoning_content", "thinking", "reasoning");

  private MessageFields() {}

  static Map<String, Object> of(Map<String, Object> message) {
    Map<String, Object> present = new LinkedHashMap<>();
    message.forEach(
        (name, value) -> {
          if (!isNull(value)) {
            present.put(name, value);
          }
        });
    for (String name : REASONING) {
      Object reasoning = present.get(name);
      if (reasoning != null) {
        return withReasoning(present, reasoning);
      }
    }
    return present;
  }

  private static boolean isNull(@Nullable Object value) {
    return value == null || (value instanceof JsonNode node && node.isNull());
  }

  private static Map<String, Object> withReasoning(Map<String, Object> message, Object reasoning) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("thinking", reasoning);
    named.putAll(message);
    named.put("reasoning_content", reasoning);
    return named;
  }
}
