package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.Require;
import io.gristmill.llm.Message;
import io.gristmill.llm.SamplingParams;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads fields of request bodies. */
final class RequestBody {

  private RequestBody() {}

  static String text(JsonNode body, String name) {
    JsonNode field = body.path(name);
    Require.that(field.isTextual(), "%s must be a string", name);
    return field.textValue();
  }

  /**
   * Reads the parameters whose names both protocols share.
   *
   * @param maxTokens limit of the answer; null if none
   * @param format format of the answer; null if free
   */
  static SamplingParams sampling(
      JsonNode body, @Nullable Integer maxTokens, @Nullable String format) {
    return new SamplingParams(
        maxTokens,
        real(body, "temperature"),
        real(body, "top_p"),
        whole(body, "top_k"),
        real(body, "frequency_penalty"),
        real(body, "presence_penalty"),
        seed(body),
        stop(body),
        format,
        null);
  }

  private static @Nullable Double real(JsonNode body, String name) {
    JsonNode field = body.path(name);
    Require.that(isAbsent(field) || field.isNumber(), "%s must be a number", name);
    return isAbsent(field) ? null : field.doubleValue();
  }

  static @Nullable Integer whole(JsonNode body, String name) {
    JsonNode field = body.path(name);
    boolean isWhole = field.canConvertToInt() && field.isIntegralNumber();
    Require.that(isAbsent(field) || isWhole, "%s must be a whole number", name);
    return isAbsent(field) ? null : field.intValue();
  }

  private static @Nullable Long seed(JsonNode body) {
    JsonNode field = body.path("seed");
    Require.that(isAbsent(field) || field.isIntegralNumber(), "seed must be a whole number");
    return isAbsent(field) ? null : field.longValue();
  }

  private static boolean isAbsent(JsonNode field) {
    return field.isMissingNode() || field.isNull();
  }

  /** Stop strings: a string or a list of strings. */
  private static List<String> stop(JsonNode body) {
    JsonNode field = body.path("stop");
    if (field.isTextual()) {
      return List.of(field.textValue());
    }
    List<String> stops = new ArrayList<>();
    field.forEach(stop -> stops.add(stop.asText()));
    return stops;
  }

  static List<Message> messages(JsonNode body) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : body.path("messages")) {
      messages.add(new Message(text(message, "role"), content(message.path("content"))));
    }
    Require.that(!messages.isEmpty(), "messages must be a list of at least one message");
    return messages;
  }

  /** Content of a message: a string or a list of text parts. */
  private static String content(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    Require.that(content.isArray(), "content must be a string or a list of parts");
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(text(part, "text")));
    return text.toString();
  }
}
