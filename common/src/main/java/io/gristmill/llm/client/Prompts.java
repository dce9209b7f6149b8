package io.gristmill.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.config.SettingsReader;
import io.gristmill.llm.Message;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import org.jspecify.annotations.Nullable;

/** Converts parts of a request to JSON. */
final class Prompts {

  private Prompts() {}

  /** Messages of a chat prompt. */
  static ArrayNode messages(Prompt prompt, Provider provider) throws ModelException {
    if (!(prompt instanceof Prompt.Chat chat)) {
      throw wrongKind(provider, "plain-text prompts", "openai-completions or ollama-generate");
    }
    ArrayNode messages = Json.object().arrayNode();
    for (Message message : chat.messages()) {
      messages
          .addObject()
          .put("role", message.role())
          .put("content", WellFormed.text(message.content()));
    }
    return messages;
  }

  /** Text of a plain prompt. */
  static String text(Prompt prompt, Provider provider) throws ModelException {
    if (!(prompt instanceof Prompt.Text text)) {
      throw wrongKind(provider, "chat prompts", "openai-chat or ollama-chat");
    }
    return WellFormed.text(text.text());
  }

  private static ModelException wrongKind(Provider provider, String promptKind, String remedy) {
    return new ModelException(
        Kind.UNUSABLE,
        String.format(
            "llm.provider %s does not support %s; use %s",
            SettingsReader.kebab(provider), promptKind, remedy));
  }

  /** Seed to send; the sample number is added, since equal seeds would give equal samples. */
  static @Nullable Long seed(Request request) {
    Long seed = request.sampling().seed();
    return seed == null ? null : (Long) (seed + request.sample());
  }

  /** Parses a JSON schema. */
  static JsonNode schema(String schema) {
    return Json.parse(schema)
        .filter(JsonNode::isObject)
        .orElseThrow(() -> new IllegalArgumentException("the JSON schema is not a JSON object"));
  }

  static void put(ObjectNode object, String name, @Nullable Number value) {
    if (value instanceof Double real) {
      object.put(name, real);
    } else if (value != null) {
      object.put(name, value.longValue());
    }
  }
}
