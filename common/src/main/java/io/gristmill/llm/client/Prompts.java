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
import io.gristmill.llm.SamplingParams;
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
          .put("content", Utf8.wellFormed(message.content()));
    }
    return messages;
  }

  /** Text of a plain prompt. */
  static String text(Prompt prompt, Provider provider) throws ModelException {
    if (!(prompt instanceof Prompt.Text text)) {
      throw wrongKind(provider, "chat prompts", "openai-chat or ollama-chat");
    }
    return Utf8.wellFormed(text.text());
  }

  private static ModelException wrongKind(Provider provider, String promptKind, String remedy) {
    return new ModelException(
        Kind.UNUSABLE,
        String.format(
            "llm.provider %s does not support %s; use %s",
            SettingsReader.kebab(provider), promptKind, remedy));
  }

  /** Seed to send; the sample number is added, since equal seeds would give equal samples. */
  private static @Nullable Long seed(Request request) {
    Long seed = request.sampling().seed();
    return seed == null ? null : (Long) (seed + request.sample());
  }

  /** Parses a JSON schema. */
  static JsonNode schema(String schema) {
    return Json.parse(schema)
        .filter(JsonNode::isObject)
        .orElseThrow(() -> new IllegalArgumentException("the JSON schema is not a JSON object"));
  }

  /** Puts the parameters that all protocols have, with null ones left out. */
  static void putSampling(ObjectNode object, String maxTokensName, Request request) {
    SamplingParams sampling = request.sampling();
    put(object, maxTokensName, sampling.maxTokens());
    put(object, "temperature", sampling.temperature());
    put(object, "top_p", sampling.topP());
    put(object, "top_k", sampling.topK());
    put(object, "frequency_penalty", sampling.frequencyPenalty());
    put(object, "presence_penalty", sampling.presencePenalty());
    put(object, "seed", seed(request));
    if (!sampling.stop().isEmpty()) {
      ArrayNode stop = object.putArray("stop");
      sampling.stop().forEach(stop::add);
    }
  }

  static void put(ObjectNode object, String name, @Nullable Number value) {
    if (value instanceof Double real) {
      object.put(name, real);
    } else if (value != null) {
      object.put(name, value.longValue());
    }
  }
}
