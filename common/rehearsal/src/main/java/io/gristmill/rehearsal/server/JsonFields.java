package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.Require;
import io.gristmill.llm.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads fields of request bodies. */
final class JsonFields {

  private static final int PIECE = 16;

  private JsonFields() {}

  static String text(JsonNode body, String name) {
    JsonNode field = body.path(name);
    Require.that(field.isTextual(), "%s must be a string", name);
    return field.textValue();
  }

  static @Nullable Double real(JsonNode body, String name) {
    JsonNode field = body.path(name);
    Require.that(isAbsent(field) || field.isNumber(), "%s must be a number", name);
    return isAbsent(field) ? null : field.doubleValue();
  }

  static @Nullable Integer whole(JsonNode body, String name) {
    JsonNode field = body.path(name);
    Require.that(
        isAbsent(field) || field.canConvertToInt() && field.isIntegralNumber(),
        "%s must be a whole number",
        name);
    return isAbsent(field) ? null : field.intValue();
  }

  static @Nullable Long seed(JsonNode body) {
    JsonNode field = body.path("seed");
    Require.that(isAbsent(field) || field.isIntegralNumber(), "seed must be a whole number");
    return isAbsent(field) ? null : field.longValue();
  }

  private static boolean isAbsent(JsonNode field) {
    return field.isMissingNode() || field.isNull();
  }

  /** Stop strings: a string or a list of strings. */
  static List<String> stop(JsonNode body) {
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

  /** Splits a text into chunks of a few code points. */
  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int left = text.codePointCount(from, text.length());
      int to = text.offsetByCodePoints(from, Math.min(PIECE, left));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }
}
