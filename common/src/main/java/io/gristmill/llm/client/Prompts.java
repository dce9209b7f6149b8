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

/** Parts of a request as documents have them. */
final class Prompts {

  private Prompts() {}

  /** The turns of a chat. */
  static ArrayNode messages(Prompt prompt, Provider provider) throws ModelException {
    if (!(prompt instanceof Prompt.Chat chat)) {
      throw wrongKind(provider, "plain text", "openai-completions or ollama-generate");
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

  /** The text to continue. */
  static String text(Prompt prompt, Provider provider) throws ModelException {
    if (!(prompt instanceof Prompt.Text text)) {
      throw wrongKind(provider, "a chat", "openai-chat or ollama-chat");
    }
    return WellFormed.text(text.text());
  }

  private static ModelException wrongKind(Provider provider, String asked, String remedy) {
    return new ModelException(
        Kind.UNUSABLE,
        String.format(
            "llm.provider %s cannot answer %s; take %s",
            SettingsReader.kebab(provider), asked, remedy));
  }

  /** The seed to send: each sample of a question has its own, else all would be equal. */
  static @Nullable Long seed(Request request) {
    Long seed = request.sampling().seed();
    return seed == null ? null : (Long) (seed + request.sample());
  }

  /** A schema, which is a JSON document. */
  static JsonNode schema(String schema) {
    return Json.parse(schema)
        .filter(JsonNode::isObject)
        .orElseThrow(() -> new IllegalArgumentException("json-schema is no JSON object"));
  }

  static void put(ObjectNode object, String name, @Nullable Number value) {
    if (value instanceof Double real) {
      object.put(name, real);
    } else if (value != null) {
      object.put(name, value.longValue());
    }
  }
}
